using System.Globalization;
using System.Text.RegularExpressions;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;
using DuckDB.NET.Data;

namespace AccountCommStats.Specifications.Planning;

/// <summary>
/// Plans an export's queries in embedded DuckDB, over empty tables made from the recorded catalog. This finds what a check of names
/// does not: a missing GROUP BY, an ambiguous column, a comparison of incompatible types.
/// </summary>
internal static partial class QueryPlanning
{
    /// <summary>Finds what DuckDB cannot plan, each at the line of the error.</summary>
    /// <param name="source">The files.</param>
    /// <param name="model">The export that was read from them.</param>
    /// <returns>Nothing if there is no catalog, or if it has a type unknown to specifications.</returns>
    public static IEnumerable<Finding> Check(SpecificationSource source, ExportModel model)
    {
        if (source.Sources.Catalog is not { } file || SourceCatalog.Read(file, new SqlFindings()) is not { IsEmpty: false } catalog
            || !catalog.Tables.SelectMany(table => table.Columns.Values).All(column => IsKnown(column.Type)))
        {
            return [];
        }

        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        foreach (var table in catalog.Tables.Where(table => table.Columns.Count > 0))
        {
            Create(connection, table);
        }

        var files = source.Relations.Concat(source.SharedRelations).Concat(source.SystemRelations).Concat(source.Sources.Files).ToList();
        return [.. new[] { model.Rows }.Concat(model.SystemValues.Select(value => value.Statement)).Concat(model.SystemRemarks.Select(remarks => remarks.Statement))
            .Select(statement => Plan(connection, statement, files, source.Document)).OfType<Finding>().Distinct()];
    }

    private static bool IsKnown(string type) => KnownType().IsMatch(type);

    private static void Create(DuckDBConnection connection, CatalogTable table)
    {
        var dot = table.Name.LastIndexOf('.');
        if (dot > 0)
        {
            Execute(connection, $"create schema if not exists {table.Name[..dot]}");
        }

        var columns = table.Columns.Select(column => $"{SqlName.Quote(column.Key)} {column.Value.Type.Replace("jsonb", "json", StringComparison.Ordinal)}");
        Execute(connection, $"create table {table.Name} ({string.Join(", ", columns)})");
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Finding? Plan(DuckDBConnection connection, StatementModel statement, List<SourceFile> files, SourceFile document)
    {
        var sql = "explain " + string.Concat(statement.Parts.Select(part => part.Parameter is { } parameter ? $"cast(null as {new SqlType(parameter.Kind)})" : part.Text));
        try
        {
            Execute(connection, sql);
            return null;
        }
        catch (DuckDBException exception)
        {
            var reported = exception.Message.Split('\n')[0];
            var line = LineNumber().Match(exception.Message) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
            return new Finding(RelationRules.NotPlanned, Locate(sql.Split('\n'), line - 1, files) ?? new Location(document, default), $"DuckDB cannot plan the query over the tables on record: {reported}");
        }
    }

    /// <summary>
    /// Finds the place in a file that a line of the composed query comes from. Each common table expression begins with a comment that
    /// names its file and line.
    /// </summary>
    private static Location? Locate(string[] lines, int line, List<SourceFile> files)
    {
        for (var i = Math.Min(line, lines.Length - 1); i >= 0; i--)
        {
            if (Opening().Match(lines[i]) is { Success: true } opening
                && files.FirstOrDefault(file => file.Path.Replace('\\', '/').EndsWith("/" + opening.Groups["file"].Value, StringComparison.Ordinal)) is { } file)
            {
                var number = int.Parse(opening.Groups["line"].ValueSpan, CultureInfo.InvariantCulture) + line - i - 1;
                var start = file.Text.Split('\n').Take(number - 1).Sum(text => text.Length + 1);
                var text = file.Text[Math.Min(start, file.Text.Length)..].Split('\n')[0];
                var indent = text.Length - text.TrimStart().Length;
                return new Location(file, new TextSpan(Math.Min(start, file.Text.Length) + indent, text.Trim().Length));
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(bigint|integer|smallint|boolean|text|character varying(\(\d+\))?|numeric(\(\d+,\d+\))?|date|timestamp( with(out)? time zone)?|timestamptz|varchar(\(\d+\))?|double precision|uuid|jsonb)$", RegexOptions.IgnoreCase)]
    private static partial Regex KnownType();

    [GeneratedRegex(@"^LINE (\d+):", RegexOptions.Multiline)]
    private static partial Regex LineNumber();

    [GeneratedRegex(@" as (?:not materialized )?\( -- (?<file>.+), line (?<line>\d+)$")]
    private static partial Regex Opening();
}
