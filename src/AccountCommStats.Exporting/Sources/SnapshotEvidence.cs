namespace AccountCommStats.Exporting.Sources;

/// <summary>What a source reports, after the last row, about what was read.</summary>
/// <param name="Relations">The tables, views and partitions that were read, as the source names them, in ordinal order.</param>
/// <param name="Sessions">The number of sessions asked: all that read.</param>
/// <param name="Checks">The checks that passed, in <c>kebab-case</c>: see <see cref="SnapshotChecks"/>.</param>
internal sealed record SnapshotEvidence(IReadOnlyList<string> Relations, int Sessions, IReadOnlyList<string> Checks);

/// <summary>The names of the checks in <see cref="SnapshotEvidence.Checks"/>.</summary>
internal static class SnapshotChecks
{
    /// <summary>Nothing was read that the source tables do not name or lead to.</summary>
    public const string RelationsNamed = "relations-named";

    /// <summary>Nothing that was read had been changed since the snapshot.</summary>
    public const string RelationsUnchanged = "relations-unchanged";

    /// <summary>The source has what the source tables rely on: types of tenant columns, unique columns, functions.</summary>
    public const string ClaimsHold = "claims-hold";
}
