using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>
/// A database that the tests of a class use in turn. Emptying it takes a tenth of the time that creating a new one takes.
/// </summary>
public sealed class SharedDatabase : IAsyncLifetime
{
    public PostgresDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await PostgresDatabase.CreateAsync();

    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>Replaces everything in the database with a schema.</summary>
    public Task ResetAsync(string schema) => Database.ExecuteAsync($"""
        alter database {Database.Name} reset all;
        drop schema if exists crm cascade;
        drop schema public cascade;
        create schema public;
        {schema}
        """);
}
