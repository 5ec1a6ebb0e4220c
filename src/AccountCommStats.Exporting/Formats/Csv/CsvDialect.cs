namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>The intended readers of a CSV file.</summary>
public enum CsvDialect
{
    /// <summary>Database loaders: UTF-8 without a byte order mark, rows end with a line feed, texts are unchanged.</summary>
    Standard,

    /// <summary>
    /// Spreadsheets: a byte order mark, rows end with CR LF, and a text that a spreadsheet would read as a formula has a leading
    /// apostrophe. Numbers are unchanged.
    /// </summary>
    Excel,
}
