using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations;

/// <summary>The queries of the shared folder, which other relations read.</summary>
public class SharedRelationTests
{
    private const string Recent = "select v.pet_id, v.weight, v.kind from visit v where v.visited_at > @time_frame_start";

    [Fact]
    public void They_need_no_key_and_their_outputs_no_column()
        => new PetSpecification()
            .Relation("shared/kind.sql", "select v.kind, max(v.weight) as heaviest from visit v where v.pet_id between @first_key and @last_key group by v.kind")
            .InVisit("avg(v.weight)", "max((select max(k.heaviest) from kind_relation k where k.kind = v.kind))").IsClean();

    [Fact]
    public void They_supply_no_column_themselves()
        => new PetSpecification()
            .Row("| weight", "| {|weight|}")
            .Relation("shared/recent.sql", Recent)
            .InVisit(", avg(v.weight) as weight", "")
            .FindsOne(RelationRules.UnsuppliedColumn, "No relation supplies column 'weight'");

    [Fact]
    public void They_decide_no_rows()
        => new PetSpecification()
            .Relation("shared/animal.sql", "-- grain\nselect p.id as pet_id from pet p").IsClean();

    [Fact]
    public void They_read_each_other_and_a_column_may_come_through_them()
    {
        var model = new PetSpecification()
            .Relation("shared/heavy.sql", "select r.pet_id, r.weight from recent_relation r where r.weight > 10")
            .Relation("shared/recent.sql", Recent)
            .Relation("visit.sql", "select h.pet_id, count(*) as visits, avg(h.weight) as weight from heavy_relation h group by h.pet_id").IsClean();
        var order = new[] { "visit as not materialized (", "recent_relation as not", "heavy_relation as not", "visit_relation as (" };
        Assert.Equal(order, order.OrderBy(name => model.Rows.Sql.IndexOf(name, StringComparison.Ordinal)));
        Assert.Contains("select\nv.pet_id, v.visited_at, v.weight, v.kind\nfrom clinic.visit", model.Rows.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_held_to_the_rules_of_relations()
        => new PetSpecification()
            .Relation("shared/recent.sql", "select v.pet_id, {|now|}() as at from visit v")
            .FindsOne(RelationRules.UnknownFunction, "Relation 'shared/recent.sql' calls now()");

    [Fact]
    public void A_circle_of_them_is_reported()
        => new PetSpecification()
            .Relation("shared/a.sql", "select b.pet_id from {|b_relation|} b")
            .Relation("shared/b.sql", "select a.pet_id from {|a_relation|} a")
            .Finds(RelationRules.CircularReference);
}
