namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>The intended readers of a CSV file.</summary>
public enum CsvDialect
{
    /// <summary>Loaders of databases: UTF-8 without a byte order mark, rows end with a line feed, texts as they are.</summary>
    Standard,

    /// <summary>
    /// People with a spreadsheet: a byte order mark, rows end with CR LF, and a text that a spreadsheet would read as a formula has an
    /// apostrophe in front. Numbers are as they are.
    /// </summary>
    Excel,
}
