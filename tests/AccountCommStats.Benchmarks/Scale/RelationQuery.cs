using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Exporting;
using AccountCommStats.Specifications;
using AccountCommStats.Specs;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Scale;

/// <summary>One relation as a query of its own, with the relations that it reads.</summary>
/// <param name="Name">Its file, such as <c>email.sql</c>.</param>
/// <param name="Sql">The query, with the parameters of the sample organisation.</param>
/// <param name="Tables">The tables that it reads, with the columns that it needs.</param>
internal sealed record RelationQuery(string Name, string Sql, IReadOnlyList<SourceTable> Tables)
{
    /// <summary>The relations of the specification in this repository.</summary>
    /// <exception cref="BenchmarkException">They have errors.</exception>
    public static IReadOnlyList<RelationQuery> All()
    {
        var source = SpecificationFiles.Read(Repository.PathOf("spec", "account-communication-stats.md"));
        if (SpecificationReader.Read(source).Model is null)
        {
            throw new BenchmarkException("The specification has errors: 'acstats spec lint' lists them.");
        }

        var commonTables = source.Relations.Select(Relation.CommonTableOf).ToList();
        var relations = new RelationSet(
            source.Relations.Select(file => RelationReader.ReadRows(file, commonTables, new RelationFindings())).ToList(), []);
        return [.. relations.Rows.Select(relation => Of(relation, relations.WithWhatTheyRead([relation])))];
    }

    private static RelationQuery Of(Relation relation, IReadOnlyList<Relation> withWhatItReads)
    {
        var text = new StatementText().Append("with ");
        foreach (var read in withWhatItReads)
        {
            text.AppendCommonTable(read).Append(read == relation ? "\n" : ",\n");
        }

        var statement = text.Append($"select * from {StatementText.NameOf(relation)}").ToModel();
        var tables = withWhatItReads
            .SelectMany(read => read.Tables)
            .GroupBy(table => table.Key, StringComparer.Ordinal)
            .Select(table => new SourceTable(table.Key, [.. table.SelectMany(read => read.Value).Distinct().Order(StringComparer.Ordinal)]));
        return new RelationQuery(relation.FileName, SourceQuery.Substitute(Convert(statement)), [.. tables]);
    }

    private static SqlStatement Convert(StatementModel statement)
        => new([.. statement.Parts.Select(part => new SqlPart(
            part.Text,
            part.Parameter is { } parameter ? new StatementParameter(parameter.Name, Enum.Parse<Exporting.SqlKind>(parameter.Kind.ToString())) : null))]);
}
