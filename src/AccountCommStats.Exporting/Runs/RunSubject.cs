using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>The organization and the source of an export, for messages.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Source">The source in words.</param>
internal sealed record RunSubject(OrganizationId OrganizationId, string Source)
{
    /// <summary>Both, such as <c>organization 42 in DuckDB crm.duckdb</c>.</summary>
    public override string ToString() => $"organization {OrganizationId} in {Source}";
}
