using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Sample.Seeding;

/// <summary>The reference source tables of spec/source/reference in the repository.</summary>
internal static partial class ReferenceSchema
{
    /// <summary>The names of the tables. Accounts and users come before their events.</summary>
    public static ImmutableArray<string> Tables { get; } =
    [
        CustomerRow.Table,
        UserRow.Table,
        UserApiTokenRow.Table,
        EmailRow.Table,
        CalendarEventRow.Table,
        CalendarEventAttendeeRow.Table,
        ChatMessageRow.Table,
        TicketRow.Table,
        TicketCommentRow.Table,
    ];

    /// <summary>The columns of each table.</summary>
    private static readonly Dictionary<string, ImmutableArray<string>> Columns = new()
    {
        [CustomerRow.Table] = CustomerRow.Columns,
        [UserRow.Table] = UserRow.Columns,
        [UserApiTokenRow.Table] = UserApiTokenRow.Columns,
        [EmailRow.Table] = EmailRow.Columns,
        [CalendarEventRow.Table] = CalendarEventRow.Columns,
        [CalendarEventAttendeeRow.Table] = CalendarEventAttendeeRow.Columns,
        [ChatMessageRow.Table] = ChatMessageRow.Columns,
        [TicketRow.Table] = TicketRow.Columns,
        [TicketCommentRow.Table] = TicketCommentRow.Columns,
    };

    /// <summary>A table or column that an export reads but the reference tables lack; null if nothing is missing.</summary>
    public static string? FindMissing(ExportQuery query)
    {
        foreach (var table in query.SourceTables)
        {
            if (!Columns.TryGetValue(table.Name, out var columns))
            {
                return table.Name;
            }

            if (table.Columns.FirstOrDefault(column => !columns.Contains(column)) is { } missing)
            {
                return $"{table.Name}.{missing}";
            }
        }

        return null;
    }

    /// <summary>Statements that create missing tables, the same on PostgreSQL and DuckDB.</summary>
    public static string CreateTables => Read("source/schema.sql");

    /// <summary>Statements that create missing indexes.</summary>
    public static string CreateIndexes => Read("source/indexes.sql");

    /// <summary>Names of the indexes.</summary>
    public static ImmutableArray<string> Indexes
        => [.. IndexName().Matches(CreateIndexes).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^create (?:unique )?index if not exists (\w+)", RegexOptions.Multiline)]
    private static partial Regex IndexName();

    private static string Read(string name)
    {
        using var stream = typeof(ReferenceSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException(
                $"The program was built without its resource '{name}' (spec/{name} in the repository).");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
