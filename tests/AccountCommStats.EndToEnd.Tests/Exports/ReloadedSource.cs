using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Reloads a table after the snapshot is taken and before the last connection reads the table.</summary>
internal static class ReloadedSource
{
    /// <summary>Asserts that rows of a reloaded table are refused, whichever connection read them.</summary>
    /// <param name="source">The source to export.</param>
    /// <param name="connections">The number of connections.</param>
    /// <param name="database">The database that reloads the table; the source may be its standby.</param>
    /// <param name="arrived">Waits until the reload has reached the source.</param>
    public static async Task AssertRefusedAsync(string source, int connections, PostgresDatabase database, Func<Task> arrived)
    {
        var query = AccountCommunicationStats.Query;
        await using var opened = ExportSource.Open(source);
        await using var snapshot = await opened.OpenSnapshotAsync(new SnapshotRequest(connections) { Queries = [query] }, CancellationToken.None);
        Assert.Equal(connections, snapshot.Connections);
        var parameters = query.Rows.Parameters.Concat(query.SystemValues.SelectMany(value => value.Statement.Parameters)).Aggregate(
            new ParameterValues(),
            (values, parameter) => values.With(parameter.Name, parameter.Kind is SqlKind.Bigint ? 42L : snapshot.TakenAt));
        await database.ExecuteAsync("begin; create table kept as table email_prop; truncate email_prop; insert into email_prop table kept; commit");
        await arrived();

        // Planning is enough: it locks the query's tables. Every connection except the last one plans a query of a table that is not reloaded.
        for (var i = 1; i < connections; i++)
        {
            await snapshot.EstimateAsync(SqlStatement.Create($"select id from customer"), parameters, CancellationToken.None);
        }

        await snapshot.EstimateAsync(query.Rows, parameters, CancellationToken.None);
        var exception = await Assert.ThrowsAsync<SourceException>(() => snapshot.VerifyAsync(query, CancellationToken.None));
        Assert.True(exception.IsTransient);
        Assert.Contains("public.email_prop had been truncated", exception.Message, StringComparison.Ordinal);
    }
}
