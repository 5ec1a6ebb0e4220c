using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Whose rows are read from where, as messages say it.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Source">The source in words.</param>
internal sealed record RunSubject(OrganizationId OrganizationId, string Source)
{
    /// <summary>Both, such as <c>organization 42 in DuckDB crm.duckdb</c>.</summary>
    public override string ToString() => $"organization {OrganizationId} in {Source}";
}
