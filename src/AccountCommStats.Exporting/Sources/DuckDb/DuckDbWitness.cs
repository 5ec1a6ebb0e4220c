using System.Text.Json;
using AccountCommStats.Exporting.Schema;
using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>
/// Finds the tables that an export's statements scan. Reads them from the plans of the statements, in which views and macros are already
/// resolved to what the database really reads.
/// </summary>
/// <param name="connection">The connection that runs the statements.</param>
internal sealed class DuckDbWitness(DuckDBConnection connection)
{
    // Each step of a plan takes two levels of its JSON. A few nested subqueries therefore exceed the usual limit of 64 levels.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 4000 };

    /// <summary>The leaves of a plan that read no stored data.</summary>
    private static readonly HashSet<string> ReadNothing = new(StringComparer.Ordinal)
    {
        "CTE_SCAN", "REC_CTE_SCAN", "RECURSIVE_CTE_SCAN", "DELIM_GET", "DELIM_SCAN", "DUMMY_SCAN", "COLUMN_DATA_SCAN", "EMPTY_RESULT",
        "EXPRESSION_GET", "EXPRESSION_SCAN", "RANGE", "GENERATE_SERIES", "UNNEST",
    };

    private readonly SortedSet<string> _scans = new(StringComparer.Ordinal);

    /// <summary>The tables scanned so far, with database and schema, in ordinal order. Functions that read data are listed by their names.</summary>
    public IReadOnlyList<string> Read => [.. _scans];

    /// <summary>Plans a statement before it is run, and remembers what it scans.</summary>
    public Task ObserveAsync(SqlStatement statement, ParameterValues parameters) => AddScansAsync(statement, parameters, _scans);

    /// <summary>Forgets what was scanned.</summary>
    public void Forget() => _scans.Clear();

    /// <summary>The scanned tables and functions that the export neither names itself nor reaches through the views that it names.</summary>
    public async Task<IReadOnlyList<string>> FindUnknownAsync(ExportQuery query)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in query.SourceTables.Select(table => table.Name).Concat(query.Functions.SelectMany(function => function.Reads)))
        {
            await AddScansAsync(new SqlStatement([new SqlPart($"select * from {name}")]), new ParameterValues(), known).ConfigureAwait(false);
        }

        return [.. _scans.Except(known)];
    }

    private async Task AddScansAsync(SqlStatement statement, ParameterValues parameters, SortedSet<string> scans)
    {
        var plans = DuckDbResult.Execute(connection, statement.Within("explain (format json) ", ""), parameters);
        await using var _ = plans.ConfigureAwait(false);
        while (await plans.MoveNextAsync().ConfigureAwait(false))
        {
            for (var row = 0; row < plans.RowCount; row++)
            {
                AddScans(plans.FieldsOf(row), scans);
            }
        }
    }

    private static void AddScans(DuckDbFields fields, SortedSet<string> scans)
    {
        // In the physical plan, a leaf is not always a read: it may get its rows from an operator elsewhere. The logical plans, which
        // EXPLAIN returns first, contain all reads.
        var isPhysical = fields.TryReadString(out var kind) && kind == "physical_plan";
        fields.TryReadString(out var text);
        using var plan = JsonDocument.Parse(text!, Deep);
        foreach (var node in plan.RootElement.EnumerateArray())
        {
            AddScans(node, isPhysical, scans);
        }
    }

    private static void AddScans(JsonElement node, bool isPhysical, SortedSet<string> scans)
    {
        var name = node.GetProperty("name").GetString()!.Trim();
        var children = node.GetProperty("children");
        if (node.GetProperty("extra_info").TryGetProperty("Table", out var table))
        {
            scans.Add(table.GetString()!);
        }
        else if (!isPhysical && children.GetArrayLength() == 0 && !ReadNothing.Contains(name))
        {
            scans.Add(name);
        }

        foreach (var child in children.EnumerateArray())
        {
            AddScans(child, isPhysical, scans);
        }
    }
}
