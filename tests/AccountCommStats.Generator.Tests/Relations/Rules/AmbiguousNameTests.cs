using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS065: SQL is read differently by some databases.</summary>
public class AmbiguousNameTests
{
    private static readonly string Long = new('x', 64);

    public static TheoryData<string, string> Texts => new()
    {
        { "count(*){|\u00A0|}", "U+00A0 is whitespace to some databases" },
        { "count(*){|\u2003|}", "U+2003" },
        { "count(*){|\u200B|}", "U+200B" },
        { "max({|U&|}'\\0061')", "this string or name has a prefix" },
        { "max(v.{|U&|}\"grams\")", "this string or name has a prefix" },
        { "max({|x'|}1F')", "this string or name has a prefix" },
        { "max({|N'|}a')", "this string or name has a prefix" },
        { $"max((select y.z from (select 1 as z) y where y.z = {{|{Long}|}}))", "longer than 63 bytes" },
        { "max({|12ab|})", "a number is followed by letters" },
        { "max({|$|} 1)", "there is a lone $" },
        { "max({|\"Grams\"|})", "has capitals" },
        { "max({|\"\"|})", "a name is empty" },
        { "max((select é from (select 1 as é) x where {|É|} = 1))", "differ only in case" },
        { "max({|visit.v.grams|})", "names a column with its schema" },
        { "(select count(*) from {|clinic.visit|} w)", "names a table with its schema: name a source table here, and select from clinic.visit in the file of that source table" },
        { "(select count(*) from {|'visit.csv'|})", "DuckDB reads a string here as a file or table" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_databases_read_differently_is_reported(string expression, string message)
        => new PetSpecification().InVisit("count(*)", expression).FindsOne(SqlRules.AmbiguousName, message);

    [Theory]
    [InlineData("shared/visit.sql", "Relation 'shared/visit.sql' has the same name as 'visit.sql', and both would become the common table visit_relation")]
    [InlineData("system/visit.sql", "Relation 'system/visit.sql' has the same name as 'visit.sql'")]
    [InlineData("visiT.sql", "has the same name as 'visiT.sql'")]
    public void Two_relations_of_one_name_are_reported(string fileName, string message)
    {
        var findings = new PetSpecification().Relation(fileName, "select v.pet_id from visit v").Read().Findings;
        var finding = Assert.Single(findings, finding => finding.Rule == SqlRules.AmbiguousName);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max(\"v\".\"grams\")")]
    [InlineData("count(v.id) filter (where V.NAME = 'U&' and v.Name <> E'\\n')")]
    [InlineData("max((select größe from (select 1 as größe) x))")]
    [InlineData("max((select \"with blank\" from (select 1 as \"with blank\") x))")]
    public void What_all_read_alike_is_not(string expression)
        => new PetSpecification().InVisit("count(*)", expression).IsClean();
}
