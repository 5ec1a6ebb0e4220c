using System.Text.Json;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>Each figure of a manifest is either compared with the file and its name, or declared unverifiable.</summary>
public sealed class ManifestFigureTests : IClassFixture<PublishedSample>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _stem;

    public ManifestFigureTests(PublishedSample sample)
    {
        _stem = sample.Stem;
        sample.CopyTo(_directory.Path);
    }

    /// <summary>A text of the manifest, its replacement, and the expected message.</summary>
    public static TheoryData<string, string, string> Forgeries { get; } = new()
    {
        { "\"organization_id\": 42", "\"organization_id\": 43", "the name of the file should be 'account-communication-stats.org-43.20251210T000000Z.csv'; it is 'account-communication-stats.org-42." },
        { "\"as_of\": \"2025-12-10T00:00:00Z\"", "\"as_of\": \"2025-12-10T00:00:01Z\"", "the name of the manifest should be 'account-communication-stats.org-42.20251210T000001Z.manifest.json'" },
        { "\"as_of\": \"2025-12-10T00:00:00Z\"", "\"as_of\": \"2025-12-10T00:00:00\"", "'as_of' is not a time in UTC" },
        { "\"as_of\": \"2025-12-10T00:00:00Z\"", "\"as_of\": \"2025-12-10T00:00:00.0000001Z\"", "'as_of' is not a time in UTC" },
        { "\"time_frame_start\": \"2025-", "\"time_frame_start\": \"2026-", "'time_frame_start' is after 'as_of'" },
        { "\"extracted_at\": \"20", "\"extracted_at\": \"19", "and column 'extracted_at' of the file has '20" },
        { "\"data_as_of\": \"20", "\"data_as_of\": \"19", "and column 'data_as_of' of the file has '20" },
        { "\"data_as_of\": \"20", "\"data_as_of\": \"x20", "which is not a valid timestamp" },
        { "\"data_as_of\": \"20", "\"as_of\": \"\", \"data_as_of\": \"20", "'system_values' has 'as_of', which is not a system column" },
        { "\"data_as_of\"", "\"data_as_off\"", "'system_values' lacks 'data_as_of'" },
        { "\"range\": 3", "\"range\": 2", "the rule range was broken 2 times" },
        { "\"range\": 3", "\"range\": 3, \"luck\": 1", "'violations' lists the rule 'luck', which is not a rule of the specification" },
        { "\"range\": 3", "\"range\": 3, \"length\": 0", "'violations' lists the rule 'length' with 0 violations; rules that were not broken must not be listed" },
        { "\"rejected_rows\": 3", "\"rejected_rows\": 2", "'violations' counts 2 rejected rows" },
        { "rejects.csv\",\n      \"rows\": 3", "rejects.csv\",\n      \"rows\": 4", "counts 4 rejected rows" },
        { "Z.rejects.csv", "Z.refused.csv", "the rejects file that the manifest names is missing" },
        { "\"dialect\": \"duckdb\"", "\"dialect\": \"oracle\"", "'dialect' is 'oracle'" },
        { "\"snapshot\": ", "\"snapshot\": -", "'duration_seconds' says that the phase 'snapshot' took -" },
        { "\"spec_sha256\": \"", "\"spec_sha256\": \"x", "which is not a SHA-256" },
        { "\"export\": \"account-communication-stats\"", "\"export\": \"elsewhere\"", "'export' is 'elsewhere'; the file was verified as 'account-communication-stats'" },
        { "\"nulls\": 0,", "\"none\": 0,", "the manifest cannot be understood: Line " },
        { ",\n      \"nulls\": 0,", ",", "the manifest cannot be understood: It lacks 'nulls' in 'columns[0]'." },
        { "\"nulls\": 0,", "\"nulls\": 1,", "the manifest counts 1 row with NULL; the file has 0" },
        { "\"zeros\": 0,", "\"zeros\": 1,", "the manifest says that its count of zeros is 1; it is 0" },
        { "\"minimum\": \"1", "\"minimum\": \"91", "the manifest says that its minimum is 91" },
        { "\"maximum\": \"", "\"maximum\": \"9", "the manifest says that its maximum is 9" },
        { "\"sum\": \"", "\"sum\": \"9", "the manifest says that its sum is 9" },
        { "\"version\": 2", "\"version\": 3", "It has version 3, and this program knows 1 and 2. Use a newer program." },
        { "  \"version\": 2,\n", "", "It has neither 'version' nor 'format'." },
        { "  \"encoding\": \"UTF-8\",\n", "", "'encoding' is missing" },
        { "\"encoding\": \"UTF-8\"", "\"encoding\": \"ASCII\"", "'encoding' is 'ASCII'; it must be 'UTF-8'" },
        { "\"time_zone\": \"UTC\"", "\"time_zone\": \"CET\"", "'time_zone' is 'CET'; it must be 'UTC'" },
        { "\"key\": [\n    \"account_id\"", "\"key\": [\n    \"account_name\"", "'key' is 'account_name'; it must be 'account_id'" },
        { "\"line_end\": \"\\n\"", "\"line_end\": \"\\r\"", "'csv' does not match the dialect 'standard'" },
        { "\"format\": \"csv\"", "\"format\": \"jsonl\"", "has the format 'jsonl'; it has 'csv'" },
        { "\"rows\": 9,", "\"split\": { \"max_rows\": 8, \"max_bytes\": null }, \"rows\": 9,", "'split' allows 8 rows in a part" },
        { "\"columns\": [", "\"columns\": [null, ", "An entry of 'columns' is null" },
        { "\"files\": [", "\"files\": [null, ", "An entry of 'files' is null" },
        { "\"rows\": 9,", "\"rows\": 8, \"rows\": 9,", "'rows' occurs twice." },
    };

    private string ManifestPath => _directory.File(_stem + ".manifest.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_nothing_delivered_bears_out_is_declared()
    {
        var verification = Verify();

        Assert.Empty(verification.Problems);
        Assert.Empty(verification.Remarks);
        Assert.Equal(["dialect", "duration_seconds", "evidence", "query_sha256", "time_frame_start", "tool_version"], verification.Unverifiable);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_figure_that_the_file_or_its_name_does_not_bear_out_is_told(string good, string bad, string told)
    {
        var text = File.ReadAllText(ManifestPath);
        Assert.Contains(good, text, StringComparison.Ordinal);
        File.WriteAllText(ManifestPath, new Regex(Regex.Escape(good)).Replace(text, bad, 1));

        Assert.Contains(Verify().Problems, problem => problem.Message.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Rejected_rows_that_the_manifest_passes_over_are_told()
    {
        var manifest = ExportManifest.Parse(File.ReadAllBytes(ManifestPath));
        File.WriteAllBytes(ManifestPath, (manifest with { Violations = new ManifestViolations(0, new Dictionary<string, long>(), null) }).ToUtf8());

        Assert.Contains("'violations' names no rejects file, but '", Assert.Single(Verify().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_another_export_is_told_at_its_place()
    {
        var path = _directory.File(_stem + ".csv");
        var lines = File.ReadAllLines(path);
        var fields = lines[3].Split(',');
        fields[^2] = "2025-12-11 00:00:00";
        lines[3] = string.Join(',', fields);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");

        var problem = Assert.Single(Verify().Problems, problem => problem.File == path);

        Assert.Equal((4, 51, "extracted_at"), (problem.Line, problem.Field, problem.Column));
        Assert.StartsWith("is '2025-12-11 00:00:00', and '", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_rows_bears_out_no_system_values()
    {
        var path = _directory.File(_stem + ".csv");
        var header = File.ReadAllLines(path)[0] + "\n";
        File.WriteAllText(path, header);
        var manifest = ExportManifest.Parse(File.ReadAllBytes(ManifestPath));
        File.WriteAllBytes(ManifestPath, (manifest with
        {
            Rows = 0,
            Columns = [.. manifest.Columns.Select(column => column with { Nulls = 0, Zeros = column.Zeros is null ? null : 0, Minimum = null, Maximum = null, Sum = null })],
            Files = [DeliveredFile.Describe(path, header, rows: 0) with { Format = "csv" }],
        }).ToUtf8());

        var verification = Verify();

        Assert.Empty(verification.Problems);
        Assert.Equal(["dialect", "duration_seconds", "evidence", "extracted_at", "query_sha256", "system_values", "time_frame_start", "tool_version"], verification.Unverifiable);
    }

    [Fact]
    public void A_manifest_that_says_the_same_in_another_form_is_remarked_on()
    {
        File.WriteAllText(ManifestPath, JsonDocument.Parse(File.ReadAllBytes(ManifestPath)).RootElement.ToString().Replace("{", "{ ", StringComparison.Ordinal));

        var verification = Verify();

        Assert.True(verification.IsGood);
        Assert.Contains("somebody edited it, or another version wrote it", Assert.Single(verification.Remarks), StringComparison.Ordinal);
    }

    private FileVerification Verify()
        => new FileVerifier(AccountCommunicationStats.Schema).Verify(DeliveredExport.Find(_directory.File(_stem + ".csv")));
}
