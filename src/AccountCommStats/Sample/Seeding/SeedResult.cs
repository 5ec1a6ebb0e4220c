using System.Collections.Immutable;

namespace AccountCommStats.Sample.Seeding;

/// <summary>The result of a seed.</summary>
/// <param name="Target">The database, without secrets.</param>
/// <param name="Options">The options that the rows were made from. An export with the as-of time of these options has recent activity.</param>
/// <param name="Tables">The tables in the order in which they were written, with the rows written into each.</param>
/// <param name="Replaced">Rows of the organization that were deleted first.</param>
/// <param name="Duration">How long it took.</param>
public sealed record SeedResult(
    string Target,
    SampleOptions Options,
    ImmutableArray<SeededTable> Tables,
    long Replaced,
    TimeSpan Duration)
{
    /// <summary>Rows written into all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);
}

/// <summary>A table and the rows written into it.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Rows">Number of rows.</param>
public sealed record SeededTable(string Table, long Rows);
