namespace AccountCommStats.Exporting.Sources;

/// <summary>What a source reports, after the last row, about what was read.</summary>
/// <param name="Relations">The tables, views and partitions that were read, as the source names them, in ordinal order.</param>
/// <param name="Sessions">How many sessions the checks covered: all those that read rows.</param>
/// <param name="Checks">The checks that passed, in <c>kebab-case</c>: see <see cref="SnapshotChecks"/>.</param>
internal sealed record SnapshotEvidence(IReadOnlyList<string> Relations, int Sessions, IReadOnlyList<string> Checks);

/// <summary>The names of the checks in <see cref="SnapshotEvidence.Checks"/>.</summary>
internal static class SnapshotChecks
{
    /// <summary>All that was read is either named by the source tables or reached through what they name.</summary>
    public const string RelationsNamed = "relations-named";

    /// <summary>Nothing that was read was changed after the snapshot was taken.</summary>
    public const string RelationsUnchanged = "relations-unchanged";

    /// <summary>The source has what the source tables rely on: types of tenant columns, unique columns, functions.</summary>
    public const string ClaimsHold = "claims-hold";
}
