using System.Text.Json.Serialization;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Checking;

/// <summary>The outcome of a check of a source.</summary>
public enum CheckStatus
{
    /// <summary>Nothing needs to change.</summary>
    Ok,

    /// <summary>Exports work, but something should be improved.</summary>
    Warning,

    /// <summary>Exports fail until this is fixed.</summary>
    Missing,
}

/// <summary>One check of a source.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Subject">What was checked, such as <c>table customer</c>.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Remedy">What to do or run; empty if nothing.</param>
public sealed record CheckResult(CheckStatus Status, string Subject, string Finding, string Remedy = "")
{
    /// <summary>A remedy that the caller puts into words; null for none.</summary>
    [JsonIgnore]
    public ExportRemedy? RemedyKind { get; init; }
}

/// <summary>An index that makes the relations fast.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table, without schema.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Sql">The statement that creates it.</param>
public sealed record RecommendedIndex(string Name, string Table, IReadOnlyList<string> Columns, string Sql);
