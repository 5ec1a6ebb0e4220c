using System.Globalization;
using System.Text;
using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Writes a world as SQL that both PostgreSQL and DuckDB run.</summary>
internal static class WorldSql
{
    /// <summary>Empties the tables.</summary>
    public const string Clear = """
        delete from customer; delete from users; delete from user_api_token; delete from email_prop; delete from chat_message;
        delete from calendar_event_prop; delete from calendar_event_attendee; delete from ticket; delete from ticket_comment;
        """;

    /// <summary>Fills the tables.</summary>
    public static string Insert(World world)
    {
        var text = new StringBuilder();
        Append(text, world.Customers);
        Append(text, world.Users);
        Append(text, world.Tokens);
        Append(text, world.Emails);
        Append(text, world.ChatMessages);
        Append(text, world.Meetings);
        Append(text, world.Attendees);
        Append(text, world.Tickets);
        Append(text, world.Comments);
        return text.ToString();
    }

    private static void Append<TRow>(StringBuilder text, IReadOnlyList<TRow> rows)
        where TRow : struct, ISampleRow
    {
        if (rows.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"insert into {TRow.Table} ({string.Join(", ", TRow.Columns)}) values");
        for (var i = 0; i < rows.Count; i++)
        {
            var literals = new Literals();
            rows[i].WriteTo(literals);
            text.Append(i == 0 ? "\n  (" : ",\n  (").AppendJoin(", ", literals.Values).Append(')');
        }

        text.Append(";\n");
    }

    private sealed class Literals : IValueSink
    {
        public List<string> Values { get; } = [];

        public void WriteBigint(long? value) => Write(value);

        public void WriteNumeric(decimal? value) => Write(value);

        public void WriteText(string? value)
            => Values.Add(value is null ? "null" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'");

        public void WriteInstant(DateTime? utc)
            => Values.Add(utc is null ? "null"
                : utc == Instants.Infinity ? "'infinity'"
                : utc == Instants.MinusInfinity ? "'-infinity'"
                : string.Create(CultureInfo.InvariantCulture, $"'{utc:yyyy-MM-dd HH:mm:ss.ffffff}+00'"));

        public void WriteBoolean(bool value) => Values.Add(value ? "true" : "false");

        private void Write<T>(T? value)
            where T : struct, IFormattable
            => Values.Add(value?.ToString(null, CultureInfo.InvariantCulture) ?? "null");
    }
}
