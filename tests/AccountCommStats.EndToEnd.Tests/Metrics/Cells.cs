using System.Globalization;
using AccountCommStats.Exporting;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Rows cell by cell, as text.</summary>
internal static class Cells
{
    /// <summary>Says where two lists of rows differ, cell by cell; empty if they do not.</summary>
    /// <param name="expected">What the second opinion says.</param>
    /// <param name="actual">What the source says.</param>
    public static IReadOnlyList<string> Differences(
        IReadOnlyList<AccountCommunicationStats> expected, IReadOnlyList<AccountCommunicationStats> actual)
    {
        if (!expected.Select(row => row.AccountId).SequenceEqual(actual.Select(row => row.AccountId)))
        {
            return [$"accounts: expected {Ids(expected)}, found {Ids(actual)}"];
        }

        var differences = new List<string>();
        for (var i = 0; i < expected.Count; i++)
        {
            var (left, right) = (Of(expected[i]), Of(actual[i]));
            differences.AddRange(left.Keys.Where(column => left[column] != right[column]).Select(column =>
                $"account {expected[i].AccountId}, {column}: expected {left[column] ?? "NULL"}, found {right[column] ?? "NULL"}"));
        }

        return differences;
    }

    /// <summary>The cells of a row by column.</summary>
    public static Dictionary<string, string?> Of(AccountCommunicationStats row)
    {
        var writer = new TextWriter([]);
        AccountCommunicationStats.Write(in row, ref writer);
        return AccountCommunicationStats.Schema.Columns
            .Select((column, i) => (column.Name, Value: writer.Values[i]))
            .ToDictionary(cell => cell.Name, cell => cell.Value);
    }

    private static string Ids(IEnumerable<AccountCommunicationStats> rows) => string.Join(", ", rows.Select(row => row.AccountId));

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
