using AccountCommStats.Specs;

namespace AccountCommStats.Tests.Relations;

/// <summary>ACS052.</summary>
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

    [Fact]
    public void A_schema_on_one_side_does_not_matter()
        => new PetSpecification().InVisit("from visit v", "from clinic.Visit v").IsClean();

    [Fact]
    public void Another_schema_is_another_table()
        => new PetSpecification()
            .Row("| visit |", "| {|archive.visit|} |")
            .Relation("visit.sql", PetSpecification.Visit
                .Replace("as visits", "as [|visits|]", StringComparison.Ordinal)
                .Replace("from visit v", "from clinic.visit v", StringComparison.Ordinal))
            .FindsOne(RelationRules.SourceNotRead, "archive.visit");

    [Fact]
    public void A_common_table_of_that_name_is_no_table()
        => new PetSpecification()
            .Row("| visit |", "| {|stay|} |")
            .Relation("visit.sql", "with stay as (select v.pet_id from visit v) "
                + "select s.pet_id, count(*) as [|visits|], 1 as weight from stay s group by s.pet_id")
            .FindsOne(RelationRules.SourceNotRead, "reads visit");
}
