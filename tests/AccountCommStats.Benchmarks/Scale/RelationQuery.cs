using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Specifications;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Queries;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Scale;

/// <summary>One relation as a query of its own, together with the relations that it reads.</summary>
/// <param name="Name">Its file, such as <c>email.sql</c>.</param>
/// <param name="Sql">The query, with the parameters of the sample organization.</param>
/// <param name="Tables">The tables that the query reads, with the columns that it needs.</param>
internal sealed record RelationQuery(string Name, string Sql, IReadOnlyList<Exporting.Schema.SourceTable> Tables)
{
    /// <summary>The relations of the specification in this repository.</summary>
    /// <exception cref="BenchmarkException">The relations have errors.</exception>
    public static IReadOnlyList<RelationQuery> All()
    {
        var source = SpecificationFiles.Read(Repository.PathOf("spec", "account-communication-stats.md"));
        var found = new SqlFindings();
        var sources = SourceSet.Read(source.Sources, found);
        var relations = new RelationSet(
            source.Relations.Select(file => RelationReader.ReadRows(file, found)).ToList(),
            source.SharedRelations.Select(file => RelationReader.ReadShared(file, found)).ToList(),
            []);
        new RelationSetCheck(relations, new TableSet(sources, relations), document: null, found).Run();
        if (found.Count > 0)
        {
            throw new BenchmarkException("The specification has errors: 'acstats spec lint' lists them.");
        }

        var composer = new QueryComposer([], [], relations, sources, relations.Rows[0]);
        return [.. relations.Rows.Select(relation => Of(relation, relations.WithWhatTheyRead([relation]), composer))];
    }

    private static RelationQuery Of(Relation relation, IReadOnlyList<Relation> withWhatItReads, QueryComposer composer)
    {
        var statement = composer.Opening(withWhatItReads).Append($"\nselect * from {relation.CommonTable}").ToModel();
        var tables = composer.Used(withWhatItReads)
            .SelectMany(use => use.Table.RealColumns(use.Columns))
            .GroupBy(real => real.Table.Sql, real => real.Column, StringComparer.Ordinal)
            .Select(table => new Exporting.Schema.SourceTable(table.Key, [.. table.Distinct().Order(StringComparer.Ordinal)]));
        return new RelationQuery(relation.FileName, SourceQuery.Substitute(Convert(statement)), [.. tables]);
    }

    private static SqlStatement Convert(StatementModel statement)
        => new([.. statement.Parts.Select(part => new SqlPart(
            part.Text,
            part.Parameter is { } parameter ? new StatementParameter(parameter.Name, Enum.Parse<Exporting.Schema.SqlKind>(parameter.Kind.ToString())) : null))]);
}
