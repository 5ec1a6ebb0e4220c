using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS057, ACS058 and ACS059: system columns and the queries that supply them do not match.</summary>
public class SystemColumnTests
{
    [Fact]
    public void A_system_column_without_a_query_is_reported_at_its_source()
        => new PetSpecification()
            .Row("| 5 | data_as_of | timestamp | No | Latest visit | system |", "| 5 | data_as_of | timestamp | No | Latest visit | {|system|} |")
            .Without("system/data_as_of.sql")
            .FindsOne(RelationRules.UnsuppliedSystemColumn, "add spec/pets/system/data_as_of.sql");

    [Fact]
    public void A_query_without_a_column_is_reported()
        => new PetSpecification()
            .Relation("system/latest.sql", "{|select|} 1 as latest")
            .FindsOne(RelationRules.UnusedSystemRelation, "No system column is named 'latest'");

    [Fact]
    public void A_query_for_what_every_export_knows_is_reported()
        => new PetSpecification()
            .Relation("system/extracted_at.sql", "{|select|} 1 as extracted_at")
            .FindsOne(RelationRules.UnusedSystemRelation, "Every export knows 'extracted_at' without a query");

    [Fact]
    public void A_query_with_another_output_is_reported_at_it()
        => new PetSpecification()
            .Relation("system/data_as_of.sql", "select @as_of as data_as_of, 1 as {|one|}")
            .FindsOne(RelationRules.SystemOutputs, "must output 'data_as_of' and nothing else");
}
