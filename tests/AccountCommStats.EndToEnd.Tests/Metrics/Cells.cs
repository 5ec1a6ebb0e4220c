using System.Globalization;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Compares rows cell by cell, as text.</summary>
internal static class Cells
{
    /// <summary>The name of the cell that lists the checks that a row breaks. The cell is null if the row breaks none.</summary>
    public const string BrokenChecks = "broken checks";

    private const string OutOfRange = "out of range";

    /// <summary>Lists the cells in which two lists of rows differ.</summary>
    /// <param name="expected">The expected rows. A cell that an expected row lacks is not compared.</param>
    /// <param name="actual">The rows to compare with them.</param>
    public static IReadOnlyList<string> Differences(
        IReadOnlyList<Dictionary<string, string?>> expected, IReadOnlyList<Dictionary<string, string?>> actual)
    {
        if (!expected.Select(Account).SequenceEqual(actual.Select(Account)))
        {
            return [$"accounts: expected {Accounts(expected)}, found {Accounts(actual)}"];
        }

        return [.. expected.Zip(actual).SelectMany(rows => rows.First.Keys
            .Where(column => rows.First[column] != rows.Second[column])
            .Select(column => $"account {Account(rows.First)}, {column}: "
                + $"expected {rows.First[column] ?? "NULL"}, found {rows.Second[column] ?? "NULL"}"))];
    }

    /// <summary>The expected cells of a row, by column. A value that does not fit its column is shown as out of range.</summary>
    /// <param name="row">The row.</param>
    /// <param name="brokenChecks">The checks that the row breaks. If there are any, the row's metrics are left out.</param>
    public static Dictionary<string, string?> Of(AccountCommunicationStats row, IReadOnlyList<string> brokenChecks)
    {
        var cells = Texts(row);
        cells[BrokenChecks] = Joined(brokenChecks);
        if (brokenChecks.Count > 0)
        {
            string[] sure = ["account_id", "extracted_at", "data_as_of", "email_provider", "meeting_provider", "chat_provider", "ticket_provider", BrokenChecks];
            return cells.Where(cell => sure.Contains(cell.Key)).ToDictionary();
        }

        foreach (var column in AccountCommunicationStats.Schema.Columns.Where(column => column.Type.Kind == SqlKind.Numeric))
        {
            var limit = (decimal)Math.Pow(10, column.Type.Precision - column.Type.Scale);
            if (cells[column.Name] is { } value && Math.Abs(decimal.Parse(value, CultureInfo.InvariantCulture)) >= limit)
            {
                cells[column.Name] = OutOfRange;
            }
        }

        return cells;
    }

    /// <summary>The cells of a row by column, as they were read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="violations">The violations of the row, which say which of its cells were refused.</param>
    public static Dictionary<string, string?> Of(AccountCommunicationStats row, IEnumerable<FieldViolation> violations)
    {
        var cells = Texts(row);
        var checks = violations.ToLookup(violation => violation.Rule == ViolationRule.Check);
        cells[BrokenChecks] = Joined(
            checks[true].Select(violation => AccountCommunicationStats.Schema.Checks[violation.Ordinal - AccountCommunicationStats.Schema.Columns.Length].Name));
        foreach (var violation in checks[false])
        {
            cells[AccountCommunicationStats.Schema.Columns[violation.Ordinal].Name]
                = violation.Rule == ViolationRule.Range ? OutOfRange : $"{violation.Rule}: {violation.Value}";
        }

        return cells;
    }

    private static string? Joined(IEnumerable<string> checks)
        => string.Join(", ", checks.Order(StringComparer.Ordinal)) is { Length: > 0 } joined ? joined : null;

    private static Dictionary<string, string?> Texts(AccountCommunicationStats row)
    {
        var writer = new TextWriter([]);
        AccountCommunicationStats.Write(in row, ref writer);
        return AccountCommunicationStats.Schema.Columns
            .Select((column, i) => (column.Name, Value: writer.Values[i]))
            .ToDictionary(cell => cell.Name, cell => cell.Value);
    }

    private static string? Account(Dictionary<string, string?> row) => row["account_id"];

    private static string Accounts(IEnumerable<Dictionary<string, string?>> rows) => string.Join(", ", rows.Select(Account));

    private readonly struct TextWriter(List<string?> values) : IFieldWriter
    {
        public List<string?> Values => values;

        public void WriteInt64(long? value) => Write(value, null);

        public void WriteBoolean(bool? value) => values.Add(value?.ToString());

        public void WriteString(string? value) => values.Add(value);

        public void WriteDecimal(decimal? value, int scale) => Write(value, "F" + scale.ToString(CultureInfo.InvariantCulture));

        public void WriteDouble(double? value) => Write(value, "R");

        public void WriteTimestamp(DateTime? value) => Write(value, "yyyy-MM-dd HH:mm:ss.FFFFFF");

        public void WriteTimestampTz(DateTime? value) => Write(value, "yyyy-MM-dd HH:mm:ss.FFFFFFzzz");

        public void WriteDate(DateOnly? value) => Write(value, "yyyy-MM-dd");

        public void WriteGuid(Guid? value) => Write(value, "D");

        private void Write<T>(T? value, string? format)
            where T : struct, IFormattable
            => values.Add(value?.ToString(format, CultureInfo.InvariantCulture));
    }
}
