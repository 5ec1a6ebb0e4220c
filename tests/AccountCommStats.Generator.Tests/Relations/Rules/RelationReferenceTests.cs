using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>Relations that read other relations: ACS060 and ACS061, and what such relations change for other rules.</summary>
public class RelationReferenceTests
{
    private const string VisitWithGrams = """
        select v.pet_id, count(*) as visits, sum(v.grams) as total_grams
        from visit v
        where v.visited_at <= @as_of
        group by v.pet_id
        """;

    private const string Weight = """
        select r.pet_id, r.total_grams / 1000.0 / r.visits as weight
        from visit_relation r
        """;

    [Fact]
    public void An_output_that_another_relation_reads_is_used()
    {
        var model = Specification(Weight).IsClean();
        Assert.Equal("weight.sql", model.Columns[2].Relation);
    }

    [Fact]
    public void The_query_lists_a_relation_after_those_it_reads_and_joins_only_what_supplies_columns()
    {
        // By file name, about.sql would come before visit.sql, which it reads.
        var sql = new PetSpecification().Relation("visit.sql", VisitWithGrams).Relation("about.sql", Weight).IsClean().Rows.Sql;
        var order = new[] { "pet_relation as (", "visit_relation as (", "about_relation as (" }.Select(name => sql.IndexOf(name, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public void A_relation_that_only_others_read_is_in_the_query_and_its_tables_among_the_sources()
    {
        var model = new PetSpecification()
            .Relation("visit.sql", "select s.pet_id, s.total as visits, s.grams as weight from scale_relation s")
            .Relation("scale.sql", """
                select c.pet_id, count(*) as total, sum(c.grams) as grams
                from scales c group by c.pet_id
                """)
            .Source("scales.sql", "select s.pet_id, s.grams from clinic.scales s where s.organization_id = @organization_id")
            .Row("| visit |", "| computed |")
            .IsClean();
        Assert.Contains("scale_relation as (", model.Rows.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain("join scale_relation", model.Rows.Sql, StringComparison.Ordinal);
        Assert.Contains(model.SourceTables, table => table.Name == "clinic.scales");
    }

    [Fact]
    public void A_relation_is_no_table_of_the_source()
        => Assert.DoesNotContain(Specification(Weight).IsClean().SourceTables, table => table.Name.Contains("relation", StringComparison.Ordinal));

    [Fact]
    public void An_output_that_the_other_does_not_have_is_reported_where_it_is_read()
        => Specification("select r.pet_id, {|r.total_gramms|} / r.total_grams as weight from visit_relation r")
            .FindsOne(RelationRules.UnknownRelationOutput, "visit_relation has no column 'total_gramms': did you mean 'total_grams'?");

    [Fact]
    public void An_output_that_is_missing_altogether_is_reported_with_the_file_to_add_it_to()
        => Specification("select r.pet_id, {|r.mood|} + r.total_grams as weight from visit_relation r")
            .FindsOne(RelationRules.UnknownRelationOutput, "add it to visit.sql, which outputs pet_id, visits, total_grams.");

    [Fact]
    public void An_output_missing_because_a_column_lost_its_supplier_is_reported_at_the_column_alone()
    {
        var findings = Specification(Weight)
            .Relation("visit.sql", VisitWithGrams.Replace("count(*) as visits, ", "", StringComparison.Ordinal)).Read().Findings;
        Assert.Equal("ACS050", Assert.Single(findings).Rule.Id);
    }

    [Fact]
    public void Relations_that_read_each_other_are_reported_where_they_do()
        => new PetSpecification()
            .Relation("visit.sql", """
                select v.pet_id, count(*) as visits
                from visit v join {|weight_relation|} w on w.pet_id = v.pet_id and w.weight > 0
                group by v.pet_id
                """)
            .Relation("weight.sql", "select r.pet_id, r.visits * 2 as weight from {|visit_relation|} r")
            .Finds(RelationRules.CircularReference);

    [Fact]
    public void A_relation_that_reads_itself_is_reported()
        => Specification("select r.pet_id, r.weight from {|weight_relation|} r join visit_relation v on v.pet_id = r.pet_id and v.total_grams > 0")
            .FindsOne(RelationRules.CircularReference, "'weight.sql'");

    private static PetSpecification Specification(string weight)
        => new PetSpecification().Relation("visit.sql", VisitWithGrams).Relation("weight.sql", weight);
}
