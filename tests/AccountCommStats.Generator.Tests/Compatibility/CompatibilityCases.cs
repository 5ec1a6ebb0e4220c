namespace AccountCommStats.Tests.Compatibility;

/// <summary>A change to a specification, and its expected report.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Severity">Its severity if the file is read by position.</param>
/// <param name="Shipped">The shipped document.</param>
/// <param name="Current">The changed document.</param>
/// <param name="Words">What the message must say: the column, what breaks for whom, and what to do instead.</param>
public sealed record CompatibilityCase(string Id, string Severity, string Shipped, string Current, string[] Words);

/// <summary>One change for each compatibility rule.</summary>
public static class CompatibilityCases
{
    /// <summary>A document that was shipped.</summary>
    public const string Shipped =
        """
        # Account Touches Export Specification

        **Primary Key:** `account_id`

        | # | Column Name | Data Type | Nullable | Description | Source |
        |---|---|---|---|---|---|
        | 1 | account_id | bigint | No | The account | customer.id |
        | 2 | total_touches | integer | No | All touches | touch |
        | 3 | note | varchar(50) | Yes | A note | touch |
        | 4 | amount | numeric(10,2) | Yes | An amount | touch |
        | 5 | extracted_at | timestamp | No | When it was exported | system |

        """;

    private const string Note = "| 3 | note | varchar(50) | Yes | A note | touch |\n";
    private const string Amount = "| 4 | amount | numeric(10,2) | Yes | An amount | touch |\n";
    private const string Last = "| 5 | extracted_at | timestamp | No | When it was exported | system |\n";

    /// <summary>The cases, in the order of the ids.</summary>
    public static IReadOnlyList<CompatibilityCase> All { get; } =
    [
        Change("ACS100", "error", Note + Amount + Last, "| 3 | amount | numeric(10,2) | Yes | An amount | touch |\n" + Renumbered(Last, 4), "'note'", "by position", "waive"),
        Change("ACS101", "warning", "| note |", "| remark |", "'note'", "'remark'", "Keep the old name"),
        Change("ACS102", "error", Note + Amount, Renumbered(Amount, 3) + Renumbered(Note, 4), "moved", "wrong columns", "Move it back"),
        Change("ACS103", "error", Amount + Last, "| 4 | grade | text | Yes | A grade | touch |\n" + Renumbered(Amount, 5) + Renumbered(Last, 6), "'grade'", "wrong column", "after the last"),
        Change("ACS104", "warning", Last, Last + "| 6 | grade | text | Yes | A grade | touch |\n", "'grade'", "COPY", "add the column to their tables first"),
        Change("ACS105", "error", "varchar(50)", "varchar(100)", "'note'", "varchar(50)", "stop at the first value", "append a column"),
        Change("ACS106", "warning", "numeric(10,2)", "numeric(8,2)", "'amount'", "an export stops", "keep the wider type"),
        Change("ACS107", "error", "| integer |", "| text |", "'total_touches'", "was integer and is text", "append a column"),
        Change("ACS108", "error", "| integer | No |", "| integer | Yes |", "'total_touches'", "NOT NULL", "Keep No"),
        Change("ACS109", "info", "| varchar(50) | Yes |", "| varchar(50) | No |", "'note'", "do not notice"),
        Change("ACS110", "error", "`account_id`", "`account_id` + `total_touches`", "'account_id + total_touches'", "merge", "second export"),
        Change("ACS111", "warning", "| A note | touch |", "| A note | computed |", "'note'", "'touch'", "'computed'", "Append a column"),
        Change("ACS112", "info", "All touches", "Every touch", "'total_touches'", "nothing breaks"),
        Waived("ACS113", "warning", "| ACS105 | note | Agreed | 2001-01-31 |", "expired on 2001-01-31", "agree on a later date"),
        Waived("ACS114", "warning", "| ACS107 | note | Agreed | 2026-12-31 |", "not used", "Remove the row"),
        Waived("ACS115", "error", "| ACS105 | note | Agreed | soon |", "'soon'", "2026-03-31"),
        Change("ACS116", "warning", "**Primary", "**Compatibility:** sideways\n**Primary", "'sideways'", "by-name"),
        new("ACS117", "error", Shipped.Replace("| bigint |", "| bigin |", StringComparison.Ordinal), Shipped, ["bigin", "Restore the file"]),
        Change("ACS118", "warning", "**Primary", "**Compatibility:** by-name\n**Primary", "was by-position", "is now by-name", "spec ship"),
        new("ACS119", "warning", Shipped + "\n<!-- shipped with these SQL files, and hashes of their tokens:\n0123456789abcdef touch.sql\n-->\n", Shipped,
            ["'total_touches', 'note' and 'amount'", "may now mean something else", "spec ship"]),
        Waived("ACS120", "warning", "| ACS105 | note | Agreed | 2999-12-31 |", "until 2999-12-31", "more than a year"),
    ];

    /// <summary>The case of a rule.</summary>
    public static CompatibilityCase Of(string id) => All.Single(one => one.Id == id);

    /// <summary>The shipped document with a table of waivers.</summary>
    public static string ShippedWith(params string[] waivers)
        => Shipped + "\n## Waivers\n\n| Rule | Column | Reason | Expires |\n|---|---|---|---|\n" + string.Join('\n', waivers) + "\n";

    private static CompatibilityCase Change(string id, string severity, string shipped, string current, params string[] words)
        => new(id, severity, Shipped, Edit(shipped, current), words);

    private static CompatibilityCase Waived(string id, string severity, string waiver, params string[] words)
        => new(id, severity, ShippedWith(waiver), Edit("varchar(50)", "varchar(100)"), words);

    private static string Edit(string shipped, string current)
        => Shipped.Contains(shipped, StringComparison.Ordinal)
            ? Shipped.Replace(shipped, current, StringComparison.Ordinal)
            : throw new InvalidOperationException($"The shipped document has no '{shipped}'.");

    private static string Renumbered(string row, int number) => $"| {number}{row[3..]}";
}
