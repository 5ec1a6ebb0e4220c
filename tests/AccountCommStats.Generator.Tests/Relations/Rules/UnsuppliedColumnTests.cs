using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS050: no relation supplies a column of the specification.</summary>
public class UnsuppliedColumnTests
{
    [Fact]
    public void A_column_nobody_supplies_is_reported_at_its_name_with_the_relation_that_reads_its_table()
        => new PetSpecification()
            .Row("visits", "{|visits|}")
            .InVisit(" count(*) as visits,", "")
            .FindsOne(RelationRules.UnsuppliedColumn, "No relation supplies column 'visits': add it to visit.sql in spec/pets, which reads visit.");

    [Fact]
    public void A_computed_column_is_reported_with_the_relation_of_its_neighbors()
        => new PetSpecification()
            .Row("| weight", "| {|weight|}")
            .InVisit(", avg(v.weight) as weight", "")
            .FindsOne(RelationRules.UnsuppliedColumn, "in spec/pets, perhaps to visit.sql, which supplies its neighbors");

    [Fact]
    public void A_column_of_a_table_nobody_reads_is_reported_with_the_table()
        => new PetSpecification()
            .Rows(PetSpecification.Columns + "\n| 6 | {|bills|} | integer | Yes | Bills | invoice |")
            .FindsOne(RelationRules.UnsuppliedColumn, "none of them reads invoice yet");

    [Fact]
    public void It_waits_while_a_relation_cannot_be_read()
        => new PetSpecification()
            .InVisit("count(*)", "count{|(|}*")
            .FindsOne(SqlRules.Unreadable, "closed");
}
