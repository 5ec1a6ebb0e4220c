namespace AccountCommStats.Sample.Seeding;

/// <summary>What a seed is doing.</summary>
public enum SeedPhase
{
    /// <summary>Creates missing reference tables and looks for rows of the organization.</summary>
    PreparingTables,

    /// <summary>Deletes the organization's rows from one table.</summary>
    DeletingRows,

    /// <summary>Writes rows into one table.</summary>
    LoadingRows,

    /// <summary>Creates missing indexes and commits.</summary>
    BuildingIndexes,

    /// <summary>Updates the statistics of the database's planner.</summary>
    GatheringStatistics,
}

/// <summary>The progress of a seed.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Table">The table, if the phase concerns one.</param>
/// <param name="Rows">Rows written into the table so far.</param>
public readonly record struct SeedProgress(SeedPhase Phase, string? Table = null, long Rows = 0);
