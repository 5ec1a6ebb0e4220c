using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccountCommStats.Commands.Source;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.Commands;

/// <summary>Reports as JSON for machines, compiled ahead.</summary>
[JsonSerializable(typeof(IReadOnlyList<FileVerification>))]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
[JsonSerializable(typeof(IReadOnlyList<DraftReport>))]
[JsonSerializable(typeof(CatalogRecording))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    // The output is a document of its own and never part of a page, so quotes and accents may stand as they are.
    private static readonly ReportJson Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<CheckStatus>(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>What verifying files found.</summary>
    public static string Serialize(IReadOnlyList<FileVerification> verifications)
        => JsonSerializer.Serialize(verifications, Context.IReadOnlyListFileVerification);

    /// <summary>What checking a source found.</summary>
    public static string Serialize(IReadOnlyList<CheckResult> results)
        => JsonSerializer.Serialize(results, Context.IReadOnlyListCheckResult);

    /// <summary>What drafts of source tables were written.</summary>
    public static string Serialize(IReadOnlyList<DraftReport> drafts)
        => JsonSerializer.Serialize(drafts, Context.IReadOnlyListDraftReport);

    /// <summary>What of a database's catalog was recorded.</summary>
    public static string Serialize(CatalogRecording recording)
        => JsonSerializer.Serialize(recording, Context.CatalogRecording);
}
