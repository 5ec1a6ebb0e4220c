using System.Text.Json;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Benchmarks.Scale;

/// <summary>What a query did on the server, from <c>EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)</c>.</summary>
internal sealed class QueryPlan
{
    private readonly Dictionary<string, int> _scans = new(StringComparer.Ordinal);

    /// <summary>The number of rows that the scans of the plan read, including rows that a filter dropped.</summary>
    public double RowsRead { get; private set; }

    /// <summary>The number of sorts that did not fit into memory.</summary>
    public int SpilledSorts { get; private set; }

    /// <summary>The number of hash tables that did not fit into memory.</summary>
    public int SpilledHashes { get; private set; }

    /// <summary>The size of the temporary files that the query wrote, in MB.</summary>
    public double TemporaryMegabytes { get; private set; }

    /// <summary>The number of times the plan scans a table.</summary>
    public int ScansOf(string table) => _scans.GetValueOrDefault(table);

    /// <summary>Runs a query and reads its plan.</summary>
    public static async Task<QueryPlan> OfAsync(PostgresDatabase database, string query)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"{SourceQuery.SessionSettings}; explain (analyze, buffers, format json) {query}", connection) { CommandTimeout = 0 };
        var json = (string)(await command.ExecuteScalarAsync())!;
        using var document = JsonDocument.Parse(json);
        var plan = new QueryPlan();
        var root = document.RootElement[0].GetProperty("Plan");
        plan.TemporaryMegabytes = Number(root, "Temp Written Blocks") * 8192 / 1e6;
        plan.Add(root);
        return plan;
    }

    private void Add(JsonElement node)
    {
        if (node.TryGetProperty("Relation Name", out var relation))
        {
            var table = relation.GetString()!;
            _scans[table] = ScansOf(table) + 1;
            RowsRead += (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck"))
                * Number(node, "Actual Loops");
        }

        SpilledSorts += SortsOnDisk(node) ? 1 : 0;
        SpilledHashes += Number(node, "Hash Batches") > 1 || Number(node, "HashAgg Batches") > 1 ? 1 : 0;
        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Add(child);
            }
        }
    }

    private static bool SortsOnDisk(JsonElement node)
        => (node.TryGetProperty("Sort Space Type", out var space) && space.GetString() == "Disk")
            || GroupsOnDisk(node, "Full-sort Groups")
            || GroupsOnDisk(node, "Pre-sorted Groups")
            || (node.TryGetProperty("Workers", out var workers) && workers.EnumerateArray().Any(SortsOnDisk));

    /// <summary>Whether groups of an incremental sort spilled.</summary>
    private static bool GroupsOnDisk(JsonElement node, string groups)
        => node.TryGetProperty(groups, out var found) && found.TryGetProperty("Sort Space Disk", out _);

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
