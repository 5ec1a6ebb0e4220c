using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>Reads one relation and checks what can be checked without the document and the other files.</summary>
internal static class RelationReader
{
    /// <summary>Reads a relation that supplies columns of the export's rows. Never throws.</summary>
    public static Relation ReadRows(SourceFile file, SqlFindings findings)
        => Read(file, FileNameOf(file), ExportParameters.OfRows, findings);

    /// <summary>Reads a query of the shared folder, which relations can read. Never throws.</summary>
    public static Relation ReadShared(SourceFile file, SqlFindings findings)
        => Read(file, "shared/" + FileNameOf(file), ExportParameters.OfRows, findings);

    /// <summary>Reads a query of the system folder. Never throws.</summary>
    public static Relation ReadSystemValue(SourceFile file, SqlFindings findings)
        => Read(file, "system/" + FileNameOf(file), ExportParameters.OfSystemValues, findings);

    private static string FileNameOf(SourceFile file) => file.Path.Substring(file.Path.LastIndexOfAny(['/', '\\']) + 1);

    private static Relation Read(SourceFile source, string fileName, IReadOnlyList<string> parameters, SqlFindings findings)
    {
        var sql = new SqlText(source);
        var file = new SqlFile(sql, $"Relation '{fileName}'", findings);
        if (file.Statement() is not { } statement)
        {
            return new Relation(sql, fileName);
        }

        var parser = file.Parse(statement, isSourceTable: false, isReported: !file.CheckParameters(statement, parameters));
        return new Relation(sql, fileName)
        {
            Statement = statement,
            Parser = parser,
            Functions = parser is null ? [] : file.CheckFunctions(statement, parser),
            IsGrain = OpeningDirectives.Has(sql, statement.Start, OpeningDirectives.Grain),
        };
    }
}
