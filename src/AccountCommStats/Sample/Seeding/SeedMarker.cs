namespace AccountCommStats.Sample.Seeding;

/// <summary>The table that lists a database's sample organizations; a seed never changes others.</summary>
internal static class SeedMarker
{
    /// <summary>Its name.</summary>
    public const string Table = "acstats_seed";

    /// <summary>Creates it.</summary>
    public const string Create = $"create table if not exists {Table} (organization_id bigint primary key);";

    /// <summary>Adds the organization of the parameter.</summary>
    public const string Insert = $"insert into {Table} (organization_id) select $1 where not exists (select 1 from {Table} where organization_id = $1)";
}
