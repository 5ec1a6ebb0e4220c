using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS069: a check or remark is not an output of its relation. Valid declarations are tested, too.</summary>
public class DeclarationTests
{
    private const string Declared = """
        -- check visit_weight: a visit's weight
        --   is negative
        -- remark lost_visits: visit.pet_id is the id of no pet
        -- not null: visit.pet_id, visit.more
        select v.pet_id, count(*) as visits, avg(v.weight) as weight, bool_or(v.weight < 0) as visit_weight, 0 as lost_visits
        from visit v
        where v.visited_at <= @as_of
        group by v.pet_id
        """;

    [Fact]
    public void Checks_and_remarks_follow_the_columns_of_the_rows()
    {
        var model = new PetSpecification().Relation("visit.sql", Declared).Read().Model!;

        Assert.Equal([new DeclarationModel("visit_weight", "a visit's weight is negative")], model.Checks);
        Assert.Equal([new DeclarationModel("lost_visits", "visit.pet_id is the id of no pet")], model.Remarks);
        Assert.Contains(
            """
              nullif(concat_ws(',',
                case when cast(visit_relation.visit_weight as boolean) then 'visit_weight' end), '') as broken_checks,
              cast(visit_relation.lost_visits as bigint) as lost_visits
            from pet_relation
            """,
            model.Rows.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relation_that_only_checks_is_joined()
    {
        var model = new PetSpecification()
            .Relation("kind.sql", "-- check no_kind: a visit has no kind\nselect v.pet_id, bool_or(v.kind is null) as no_kind from visit v group by v.pet_id")
            .Read().Model!;

        Assert.Contains("left join kind_relation on kind_relation.pet_id = pet_relation.pet_id", model.Rows.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_of_the_system_folder_can_count_remarks_alone()
    {
        var model = new PetSpecification()
            .Relation("system/lost.sql", "-- remark nameless: pet.name is NULL\nselect count(*) as nameless from pet p where p.name is null")
            .Read().Model!;

        var counted = Assert.Single(model.SystemRemarks);
        Assert.Equal([new DeclarationModel("nameless", "pet.name is NULL")], counted.Remarks);
        Assert.Contains("select cast(lost_relation.nameless as bigint) as nameless", counted.Statement.Sql, StringComparison.Ordinal);
        Assert.Contains("name", model.SourceTables.Single(table => table.Name == "pet").Columns);
    }

    [Fact]
    public void What_is_never_null_is_a_column_of_the_database()
        => Assert.Equal(
            ["more", "pet_id"],
            new PetSpecification().Relation("visit.sql", Declared).Read().Model!.SourceTables.Single(table => table.Name == "clinic.visit").NotNullColumns);

    [Theory]
    [InlineData("-- check {|weigth|}: it is long", "'weigth' is declared as a check and is not an output: did you mean 'weight'?")]
    [InlineData("-- remark {|more|}: it is", "'more' is declared as a remark and is not an output: select it, or remove the line.")]
    [InlineData("-- check {|visits|}: they are many", "'visits' is a column of the specification and cannot be a check: give the check another name.")]
    [InlineData("-- check {|range|}: it is wide", "every export has a rule named 'range': give the check another name.")]
    [InlineData("-- check {|heavy|}:", "the check 'heavy' has no description: after the colon, say what is wrong with the data if the check is true.")]
    [InlineData("-- check [|heavy|]: it is\n-- remark {|heavy|}: they are", "'heavy' is declared twice: give each check and remark its own name.")]
    [InlineData("-- check [|heavy|]: it is\n-- check {|HEAVY|}: it is", "'heavy' is declared twice: give each check and remark its own name.")]
    public void One_that_no_output_can_be_is_reported_at_its_name(string comment, string message)
        => Finds(
            new PetSpecification()
            .Relation("visit.sql", comment + "\n" + PetSpecification.Visit.Replace("as weight", "as weight, false as heavy, 0 as range", StringComparison.Ordinal)),
            RelationRules.Declaration,
            message);

    [Fact]
    public void A_check_needs_rows()
        => Finds(
            new PetSpecification()
            .Relation("system/lost.sql", "-- check {|nameless|}: pet.name is NULL\nselect count(*) as nameless from pet p where p.name is null"),
            RelationRules.Declaration,
            "the check 'nameless' is declared in a relation of system columns, which has no rows of the export: declare it in a relation that supplies columns of the export's rows.");

    [Fact]
    public void A_shared_query_declares_nothing()
        => Finds(
            new PetSpecification()
            .Relation("shared/heavy.sql", "-- remark {|heavy|}: it is\nselect count(*) as heavy from pet p"),
            RelationRules.Declaration,
            "the remark 'heavy' is declared in a shared relation, which supplies no columns: declare it in a relation that supplies columns of the export's rows.");

    [Theory]
    [InlineData("{|vet.name|}", "ACS062", "'vet.name' is not a column of a source table: write table.column")]
    [InlineData("{|name|}", "ACS062", "'name' is not a column of a source table")]
    [InlineData("visit.name, {|visit.color|}", "ACS063", "visit has no column 'color': add it to spec/source/visit.sql")]
    public void What_is_never_null_must_be_a_column(string columns, string rule, string message)
        => Finds(
            new PetSpecification()
            .Relation("visit.sql", $"-- not null: {columns}\n" + PetSpecification.Visit),
            Specs.Rules.All.Single(candidate => candidate.Id == rule),
            message);

    private static void Finds(PetSpecification pets, Rule rule, string message)
        => Assert.Contains(message, Assert.Single(pets.Finds(rule, RelationRules.UnusedOutput)).Message, StringComparison.Ordinal);
}
