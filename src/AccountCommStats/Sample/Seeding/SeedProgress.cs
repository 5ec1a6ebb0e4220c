namespace AccountCommStats.Sample.Seeding;

/// <summary>What a seed is doing.</summary>
public enum SeedPhase
{
    /// <summary>Creates the reference tables where they are missing and looks for rows of the organization.</summary>
    PreparingTables,

    /// <summary>Deletes the organization's rows from one table.</summary>
    DeletingRows,

    /// <summary>Writes rows into one table.</summary>
    LoadingRows,

    /// <summary>Creates the indexes where they are missing and commits.</summary>
    BuildingIndexes,

    /// <summary>Has the database gather what its planner needs to know.</summary>
    GatheringStatistics,
}

/// <summary>How far a seed has come.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Table">The table, where the phase concerns one.</param>
/// <param name="Rows">Rows written into the table so far.</param>
public readonly record struct SeedProgress(SeedPhase Phase, string? Table = null, long Rows = 0);
