using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS087: a directive is not valid. Also, what the directives of the opening comment mean.</summary>
public class DirectiveTests
{
    private const string Any = "select v.id from clinic.visit v where v.t = @organization_id";

    [Theory]
    [InlineData("-- unique: {|pet.id|}", "write table.column, with the table spelled as in FROM")]
    [InlineData("-- unique: {|shop.visit.id|}", "declares 'shop.visit.id' as unique, but FROM names no such table")]
    [InlineData("-- unique: visit.id, {|id|}", "declares 'id' as unique")]
    [InlineData("-- shared: {|currency|}", "write table, with the table spelled as in FROM")]
    [InlineData("-- function: {|score|}", "only your own functions can be declared, with their schema")]
    [InlineData("-- function: {|pg_catalog.pg_read_file|} reads crm.score", "only your own functions")]
    [InlineData("-- function: {|information_schema.f|}", "only your own functions")]
    public void What_fits_nothing_in_the_file_is_reported_at_its_name(string directive, string message)
        => new PetSpecification().Source("stay.sql", directive + "\n" + Any).FindsOne(SqlRules.Directive, message);

    [Fact]
    public void A_relation_declares_its_functions_alike()
        => new PetSpecification()
            .Relation("visit.sql", "-- function: {|score|} reads crm.score\n" + PetSpecification.Visit)
            .FindsOne(SqlRules.Directive, "Relation 'visit.sql' declares the function 'score'");

    [Fact]
    public void Functions_that_are_declared_may_be_called_and_are_part_of_the_export()
    {
        var model = new PetSpecification()
            .Source("visit.sql", "-- function: crm.mood reads crm.\"Moods\", weather\n" + PetSpecification.VisitSource.Replace(
                "v.name,", "crm.mood(v.name) as name,", StringComparison.Ordinal))
            .Relation("visit.sql", "-- function: crm.health_score\n" + PetSpecification.Visit.Replace(
                "avg(v.weight)", "max(crm.health_score(v.weight, v.name))", StringComparison.Ordinal))
            .IsClean();
        Assert.Equal(
            ["crm.health_score: ", "crm.mood: crm.\"Moods\", weather"],
            model.Functions.Select(function => $"{function.Name}: {string.Join(", ", function.Reads)}"));
    }

    [Theory]
    [InlineData("/* unique: pet.id */ ")]
    [InlineData("-- It is unique: pet.id is a key.\n")]
    [InlineData("-- unique\n")]
    public void Prose_declares_nothing(string comment)
        => new PetSpecification().Source("stay.sql", comment + Any).IsClean();

    [Fact]
    public void A_directive_below_the_opening_comment_declares_nothing()
        => new PetSpecification()
            .Source("stay.sql", "select p.id\n-- shared: pet\nfrom {|pet|} p")
            .FindsOne(SourceRules.NotOwned, "declare '-- shared: pet'");
}
