using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace AccountCommStats.Sample;

/// <summary>The reference source tables, as spec/source/reference in the repository has them.</summary>
internal static partial class ReferenceSchema
{
    /// <summary>The tables, accounts and people before what they do.</summary>
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

    /// <summary>Statements that create the tables where they are missing, the same on PostgreSQL and DuckDB.</summary>
    public static string CreateTables => Read("source/schema.sql");

    /// <summary>Statements that create the indexes where they are missing.</summary>
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
