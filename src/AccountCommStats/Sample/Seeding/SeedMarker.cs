namespace AccountCommStats.Sample.Seeding;

/// <summary>The table that lists a database's sample organizations. A seed never replaces rows of an organization that the table does not list.</summary>
internal static class SeedMarker
{
    /// <summary>The name of the table.</summary>
    public const string Table = "acstats_seed";

    /// <summary>Creates the table.</summary>
    public const string Create = $"create table if not exists {Table} (organization_id bigint primary key);";

    /// <summary>Adds the organization in the parameter if the table does not list it yet.</summary>
    public const string Insert = $"insert into {Table} (organization_id) select $1 where not exists (select 1 from {Table} where organization_id = $1)";
}
