using System.Text;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Specifications;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>
/// A specification of two columns, <c>account_id</c> and another. Its relation <c>leak.sql</c> tries to show other organizations'
/// rows.
/// </summary>
internal static class LeakSpecification
{
    /// <summary>The source tables of the reference schema.</summary>
    public static SourceFolder ReferenceSources { get; } = SpecificationFiles.ReadSources(Repository.PathOf("spec", "source"));

    /// <summary>Reads the specification.</summary>
    /// <param name="relation">The text of <c>leak.sql</c>.</param>
    /// <param name="sources">The source tables.</param>
    /// <param name="column">The rest of the second column's row in the document.</param>
    /// <param name="others">Further relations.</param>
    public static SpecificationResult Read(
        string relation, SourceFolder? sources = null, string column = "leak | text | Yes | What it finds | computed", params SourceFile[] others)
        => SpecificationReader.Read(new SpecificationSource(
            new SourceFile("leak.md", $"""
                # Leak Export Specification

                **Grain:** Account
                **Primary Key:** `account_id`

                | # | Column Name | Data Type | Nullable | Description | Source Table |
                |---|---|---|---|---|---|
                | 1 | account_id | bigint | No | The account | computed |
                | 2 | {column} |

                """),
            "leak",
            new([new SourceFile("leak/leak.sql", relation), .. others]),
            new([]))
        {
            Sources = sources ?? ReferenceSources,
        });

    /// <summary>Reads the text of a file as <c>spec lint</c> and the compiler read it.</summary>
    public static string ReadText(string path) => Encoding.UTF8.GetString(File.ReadAllBytes(path));

    /// <summary>The statement that an export sends for a statement of the model.</summary>
    public static SqlStatement ToStatement(StatementModel statement)
        => new([.. statement.Parts.Select(part => new SqlPart(
            part.Text,
            part.Parameter is { } parameter ? new StatementParameter(parameter.Name, Enum.Parse<Exporting.Schema.SqlKind>(parameter.Kind.ToString())) : null))]);
}
