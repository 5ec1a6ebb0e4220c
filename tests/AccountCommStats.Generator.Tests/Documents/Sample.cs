namespace AccountCommStats.Tests.Documents;

/// <summary>Small documents to vary.</summary>
internal static class Sample
{
    /// <summary>The header of a column table, and the row of dashes below it.</summary>
    public const string Header = "| # | Column Name | Data Type | Nullable | Description | Source Table |\n|---|---|---|---|---|---|";

    /// <summary>The first row of a column table: the key.</summary>
    public const string KeyRow = "| 1 | account_id | bigint | No | The account | customer.id |";

    /// <summary>A document with the key row and these rows.</summary>
    public static string WithRows(params string[] rows) => WithTable([Header, KeyRow, .. rows]);

    /// <summary>A document with these lines as its table.</summary>
    public static string WithTable(params string[] lines)
        => "# Account Export Specification\n\n**Primary Key:** `account_id`\n\n" + string.Join('\n', lines) + "\n";

    /// <summary>A document whose second column has this data type.</summary>
    public static string WithType(string type) => WithRows($"| 2 | total | {type} | Yes | A total | computed |");

    /// <summary>A document whose second column has this source.</summary>
    public static string WithSource(string source) => WithRows($"| 2 | total | integer | Yes | A total | {source} |");

    /// <summary>A document with the columns account_id, topic_id and note, and with this primary key line.</summary>
    public static string WithKey(string line)
        => "# Topic Export\n\n" + line + "\n\n" + Header + "\n" + KeyRow
            + "\n| 2 | topic_id | bigint | No | The topic | topic.id |\n| 3 | note | text | Yes | A note | topic |\n";
}
