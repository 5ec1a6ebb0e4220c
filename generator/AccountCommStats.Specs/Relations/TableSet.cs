using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>Everything that the relations of a specification can read: its source tables, and each other.</summary>
/// <param name="sources">The source tables.</param>
/// <param name="relations">The relations.</param>
internal sealed class TableSet(SourceSet sources, RelationSet relations) : ITableColumns
{
    /// <inheritdoc/>
    public IReadOnlyList<string>? ColumnsOf(string table)
        => Source(table) is { } source ? source.Columns : Relation(table)?.Parser?.Root?.Outputs(this)?.Select(output => output.Name ?? "").ToList();

    /// <summary>The source table with the given name; null if there is none.</summary>
    public SourceTable? Source(string name) => sources.Find(name);

    /// <summary>The relation whose common table has the given name; null if there is none.</summary>
    public Relation? Relation(string name) => relations.OfCommonTable(name);

    /// <summary>Whether there is a table with the given name.</summary>
    public bool Knows(string name) => Source(name) is not null || Relation(name) is not null;

    /// <summary>Whether everything that a relation reads, directly or through other relations, is known.</summary>
    public bool KnowsAllOf(Relation relation)
        => relations.WithWhatTheyRead([relation]).All(read => read.Parser is not null && read.Uses.Keys.All(Knows));

    /// <summary>Whether a relation reads a source table, directly or through other relations.</summary>
    public bool Reads(Relation relation, string table)
        => relations.WithWhatTheyRead([relation]).Any(read => read.Uses.Keys.Any(name => SqlName.SameTable(name, table)));

    /// <summary>The source tables that a relation reads, directly or through other relations.</summary>
    public IReadOnlyList<string> SourcesOf(Relation relation)
        => [.. relations.WithWhatTheyRead([relation]).SelectMany(read => read.Uses.Keys).Where(name => Source(name) is not null)
            .Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>The message about a name that is not a table.</summary>
    public string Unknown(Relation relation, string name)
    {
        var names = sources.Tables.Select(table => table.Name).Concat(relations.All.Where(other => other != relation).Select(other => other.CommonTable));
        return $"Relation '{relation.FileName}' reads '{name}', which is neither a source table nor a relation: "
            + (NearestName.Of(name, names) is { } nearest ? $"did you mean '{nearest}'?" : $"add {sources.Folder}/{name}.sql, one SELECT that yields the rows of '{name}' that belong to the organization.");
    }

    /// <summary>The advice for a message about a table that lacks a column.</summary>
    public string Lacks(string table)
    {
        var columns = string.Join(", ", ColumnsOf(table) ?? []);
        return Source(table) is { } source ? $"add it to {source.FileName}, which yields {columns}." : $"add it to {Relation(table)?.FileName}, which outputs {columns}.";
    }
}
