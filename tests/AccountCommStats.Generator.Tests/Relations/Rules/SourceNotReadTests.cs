using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS052: a column does not come from its source table.</summary>
public class SourceNotReadTests
{
    [Fact]
    public void A_source_that_the_supplying_relation_does_not_read_is_reported_at_its_cell()
        => new PetSpecification()
            .Row("| visit |", "| {|stay|} |")
            .InVisit("as visits", "as [|visits|]")
            .FindsOne(RelationRules.SourceNotRead, "but 'visit.sql', which supplies it, reads visit");

    [Fact]
    public void One_of_several_sources_is_enough()
        => new PetSpecification().Row("| visit |", "| stay / visit |").IsClean();

    [Fact]
    public void A_computed_part_allows_any_table()
        => new PetSpecification().Row("| visit |", "| stay / computed |").IsClean();

    [Theory]
    [InlineData("clinic.visit.grams")]
    [InlineData("Visit")]
    [InlineData("visit.grams / stay.grams")]
    public void Schema_and_case_of_the_source_do_not_matter_and_its_columns_are_known(string source)
        => new PetSpecification().Row("| visit |", $"| {source} |").IsClean();

    [Theory]
    [InlineData("visit.gramms")]
    [InlineData("clinic.visit.gramms")]
    public void A_column_that_the_source_table_does_not_yield_is_reported_at_its_cell(string source)
        => new PetSpecification()
            .Row("| visit |", $"| {{|{source}|}} |")
            .FindsOne(RelationRules.SourceNotRead, "visit has no column 'gramms': correct the source here, or add it to spec/source/visit.sql, which yields id,");

    [Fact]
    public void A_common_table_of_that_name_is_no_table()
        => new PetSpecification()
            .Row("| visit |", "| {|stay|} |")
            .Relation("visit.sql", "with stay as (select v.pet_id from visit v) "
                + "select s.pet_id, count(*) as [|visits|], 1 as weight from stay s group by s.pet_id")
            .FindsOne(RelationRules.SourceNotRead, "reads visit");
}
