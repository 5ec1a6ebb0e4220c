using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Sources;

/// <summary>A source table as far as it could be read: one tenant's rows, from tables of the database.</summary>
/// <param name="sql">Its text.</param>
/// <param name="name">Its name, by which relations read it: that of its file.</param>
internal sealed class SourceTable(SqlText sql, string name)
{
    /// <summary>Its text.</summary>
    public SqlText Sql { get; } = sql;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its file inside the specification, as messages name it.</summary>
    public string FileName => Sql.File.Path;

    /// <summary>The same without the folders above that of the source tables, so that it is the same on every machine.</summary>
    public string FileLabel => $"source/{Name}.sql";

    /// <summary>Its SELECT; null if it could not be read.</summary>
    public SelectBlock? Block { get; init; }

    /// <summary>The token after its SELECT.</summary>
    public int End { get; init; }

    /// <summary>What each table of the database is to the tenant.</summary>
    public Tenancy? Tenancy { get; init; }

    /// <summary>The functions that it declares.</summary>
    public IReadOnlyList<FunctionModel> Functions { get; init; } = [];

    /// <summary>The columns it yields; null if it could not be read.</summary>
    public IReadOnlyList<string>? Columns => Block is null ? null : [.. Block.Outputs.Select(output => output.Name ?? "")];

    /// <summary>The tables of the database that it reads.</summary>
    public IEnumerable<TableReference> RealTables => Block?.Sources.Select(source => source.Table!) ?? [];

    /// <summary>The outputs among <paramref name="columns"/>, in their order.</summary>
    public IEnumerable<SelectOutput> Kept(IReadOnlyCollection<string> columns) => Block!.Outputs.Where(output => columns.Contains(output.Name!));

    /// <summary>The columns of the database that some outputs, the joins and the condition name, each with its table.</summary>
    public IEnumerable<(TableReference Table, string Column)> RealColumns(IReadOnlyCollection<string> columns)
    {
        var from = Block!.FromStart < Sql.Tokens.Count ? Sql.Tokens[Block.FromStart].Start : int.MaxValue;
        var kept = Kept(columns).Select(output => Sql.SpanOf(output.Tokens.Start, output.Tokens.End)).ToList();
        return Block.References
            .Where(reference => reference.Span.Start >= from || kept.Any(span => span.Start <= reference.Span.Start && reference.Span.End <= span.End))
            .Select(reference => (SourceOf(reference)!.Table!, reference.Name));
    }

    /// <summary>The column of the database that an output hands on unchanged; null if it computes something.</summary>
    public (TableReference Table, string Column)? RealColumn(string output)
        => Block!.Outputs.First(candidate => candidate.Name == output).Column is { } column ? (SourceOf(column)!.Table!, column.Name) : null;

    /// <summary>The table a column belongs to; null if there is no telling.</summary>
    public QuerySource? SourceOf(ColumnReference reference)
        => reference.Qualifier is { } qualifier ? Block!.SourceNamed(qualifier) : Block!.Sources.Count == 1 ? Block.Sources[0] : null;
}
