using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Sample.Seeding;

/// <summary>Chooses the target for a connection.</summary>
internal static class SeedTarget
{
    /// <summary>The target; nothing is connected yet.</summary>
    /// <param name="connection">A PostgreSQL URI, an Npgsql connection string, or the path of a DuckDB file.</param>
    /// <exception cref="SourceException">The text is none of these.</exception>
    public static ISeedTarget At(string connection)
    {
        var address = SourceAddress.Parse(connection);
        return address.Dialect == SqlDialect.PostgreSql
            ? new PostgresSeedTarget(address)
            : new DuckDbSeedTarget(address);
    }
}
