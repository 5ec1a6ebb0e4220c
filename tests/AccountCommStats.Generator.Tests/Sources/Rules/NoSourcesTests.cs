using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS080: a specification needs source tables.</summary>
public class NoSourcesTests
{
    [Fact]
    public void A_specification_without_source_tables_is_reported_at_its_title()
    {
        var findings = new PetSpecification().Without("../source/pet.sql").Without("../source/visit.sql").Read().Findings;
        Assert.Equal("ACS080", findings[0].Rule.Id);
        Assert.Contains("put one SELECT per file into spec/source", findings[0].Message, StringComparison.Ordinal);
        Assert.Equal((0, 2), (findings[0].Location.Start.Line, findings[0].Location.Start.Column));
    }

    [Fact]
    public void One_that_reads_no_table_needs_them_too()
        => new PetSpecification()
            .Document("""
                # {|Numbers|}

                **Primary Key:** `id`

                | # | Column Name | Data Type | Nullable | Source |
                |---|---|---|---|---|
                | 1 | id | bigint | No | computed |
                """)
            .Without("../source/pet.sql").Without("../source/visit.sql")
            .Without("pet.sql").Without("visit.sql").Without("system/data_as_of.sql")
            .Relation("number.sql", "select 1 as id")
            .FindsOne(SourceRules.NoSources, "The specification has no source tables");
}
