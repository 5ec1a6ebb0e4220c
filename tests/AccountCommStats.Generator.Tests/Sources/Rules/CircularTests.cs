using AccountCommStats.Specs.Sources;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS084: each source table has the name of a database table that another one reads, so it hides that table.</summary>
public class CircularTests
{
    [Fact]
    public void Source_tables_that_read_real_tables_of_each_others_names_are_reported()
        => new PetSpecification()
            .Source("a.sql", "select b.id from {|b|} where b.t = @organization_id")
            .Source("b.sql", "select a.id from a where a.t = @organization_id")
            .FindsOne(SourceRules.Circular, "with its schema, as in crm.b,");

    [Fact]
    public void A_schema_tells_them_apart()
        => new PetSpecification()
            .Source("a.sql", "select b.id from crm.b where b.t = @organization_id")
            .Source("b.sql", "select a.id from a where a.t = @organization_id").IsClean();

    [Fact]
    public void A_circle_of_three_is_reported_once()
        => new PetSpecification()
            .Source("a.sql", "select b.id from {|b|} where b.t = @organization_id")
            .Source("b.sql", "select c.id from c where c.t = @organization_id")
            .Source("c.sql", "select a.id from a where a.t = @organization_id")
            .Finds(SourceRules.Circular);
}
