using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Sources;

/// <summary>A source table as far as it could be read: one tenant's rows, from tables of the database.</summary>
/// <param name="sql">Its text.</param>
/// <param name="name">Its name in relations, which is also the name of its file.</param>
internal sealed class SourceTable(SqlText sql, string name)
{
    /// <summary>
    /// The suffix that no source table's name may have. The common tables of relations have this suffix, so one of them could hide the
    /// source table.
    /// </summary>
    public const string ReservedSuffix = "_relation";

    /// <summary>Its text.</summary>
    public SqlText Sql { get; } = sql;

    public string Name { get; } = name;

    /// <summary>Its file inside the specification, as messages name it.</summary>
    public string FileName => Sql.File.Path;

    /// <summary>Its file relative to the specification, which is the same on every machine.</summary>
    public string FileLabel => $"source/{Name}.sql";

    /// <summary>Its SELECT; null if it could not be read.</summary>
    public SelectBlock? Block { get; init; }

    /// <summary>The token after its SELECT.</summary>
    public int End { get; init; }

    /// <summary>How each table of the database relates to the tenant.</summary>
    public Tenancy? Tenancy { get; init; }

    /// <summary>The functions that it declares.</summary>
    public IReadOnlyList<FunctionModel> Functions { get; init; } = [];

    /// <summary>The columns it yields; null if it could not be read.</summary>
    public IReadOnlyList<string>? Columns => Block is null ? null : [.. Block.Outputs.Select(output => output.Name ?? "")];

    /// <summary>The tables of the database that it reads.</summary>
    public IEnumerable<TableReference> RealTables => Block?.Sources.Select(source => source.Table!) ?? [];

    /// <summary>The outputs named in <paramref name="columns"/>, in the order of the select list.</summary>
    public IEnumerable<SelectOutput> Kept(IReadOnlyCollection<string> columns) => Block!.Outputs.Where(output => columns.Contains(output.Name!));

    /// <summary>The database columns that <paramref name="columns"/>, the joins and the condition use, each with its table.</summary>
    public IEnumerable<(TableReference Table, string Column)> RealColumns(IReadOnlyCollection<string> columns)
    {
        var from = Block!.FromStart < Sql.Tokens.Count ? Sql.Tokens[Block.FromStart].Start : int.MaxValue;
        var kept = Kept(columns).Select(output => Sql.SpanOf(output.Tokens.Start, output.Tokens.End)).ToList();
        return Block.References
            .Where(reference => reference.Span.Start >= from || kept.Any(span => span.Start <= reference.Span.Start && reference.Span.End <= span.End))
            .Select(reference => (SourceOf(reference)!.Table!, reference.Name));
    }

    /// <summary>The database column that an output passes on unchanged; null if it computes something.</summary>
    public (TableReference Table, string Column)? RealColumn(string output)
        => Block!.Outputs.First(candidate => candidate.Name == output).Column is { } column ? (SourceOf(column)!.Table!, column.Name) : null;

    /// <summary>The table a column belongs to; null if it cannot be determined.</summary>
    public QuerySource? SourceOf(ColumnReference reference)
        => reference.Qualifier is { } qualifier ? Block!.SourceNamed(qualifier) : Block!.Sources.Count == 1 ? Block.Sources[0] : null;
}
