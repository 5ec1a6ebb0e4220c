using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS044: a relation is not a plain SELECT.</summary>
public class NotSelectTests
{
    [Fact]
    public void Another_statement_is_reported_at_its_first_word()
        => new PetSpecification()
            .Relation("extra.sql", "{|update|} pet set name = ''")
            .FindsOne(SqlRules.NotSelect, "remove 'update'");

    [Theory]
    [InlineData("select x.pet_id from (values (1, 'a'), (2, 'b')) x (pet_id, name)")]
    [InlineData("with x (pet_id) as (values (1)) select x.pet_id from x")]
    [InlineData("with x as (table pet) select x.id + 0 as pet_id from x")]
    [InlineData("select 1 as pet_id where exists (table pet)")]
    [InlineData("select id as pet_id from pet union all (values (1))")]
    public void Values_and_known_tables_are_selects_inside_one(string sql)
        => new PetSpecification().Relation("extra.sql", sql).IsClean();

    [Fact]
    public void A_list_of_values_outputs_no_names()
        => Assert.Equal(
            ["ACS049", "ACS046"],
            new PetSpecification().Relation("extra.sql", "values (1)").Read().Findings.Select(finding => finding.Rule.Id));

    [Fact]
    public void A_deletion_in_a_with_clause_is_reported()
        => new PetSpecification()
            .Relation("extra.sql", "with gone as ({|delete|} from pet returning id) select gone.id as pet_id from gone")
            .FindsOne(SqlRules.NotSelect, "remove 'delete'");

    [Fact]
    public void A_deletion_after_a_with_clause_is_reported()
        => new PetSpecification()
            .Relation("extra.sql", "with x as (select 1 as one) {|delete|} from pet")
            .FindsOne(SqlRules.NotSelect, "remove 'delete'");

    [Fact]
    public void Select_into_is_reported()
        => new PetSpecification()
            .InVisit("from visit", "{|into|} kept from visit")
            .FindsOne(SqlRules.NotSelect, "remove 'into'");

    [Fact]
    public void Locking_is_reported()
        => new PetSpecification()
            .InVisit("group by v.pet_id", "{|for|} update")
            .FindsOne(SqlRules.NotSelect, "remove 'for'");

    [Fact]
    public void A_select_in_brackets_is_one()
        => new PetSpecification()
            .Relation("pet.sql", "(" + PetSpecification.Pet + ")").IsClean();

    [Fact]
    public void A_column_named_like_a_command_changes_nothing()
        => new PetSpecification()
            .Source("visit.sql", PetSpecification.VisitSource.Replace("v.more", "v.more, v.copy, v.load", StringComparison.Ordinal))
            .InVisit("avg(v.weight)", "avg(v.copy + (v.load))").IsClean();

    [Theory]
    [InlineData("with x as ({|from|} pet) select 1 as pet_id from x")]
    [InlineData("select 1 as pet_id where exists ({|from|} pet)")]
    [InlineData("select 1 as pet_id union {|from|} pet")]
    [InlineData("{|from|} pet select id as pet_id")]
    [InlineData("{|summarize|} pet")]
    public void What_DuckDB_alone_reads_is_reported(string sql)
        => new PetSpecification().Relation("extra.sql", sql).FindsOne(SqlRules.NotSelect, "is not a plain SELECT");

    [Fact]
    public void Trimming_from_is_no_query()
        => new PetSpecification().InVisit("avg(v.weight)", "max(trim(from v.name))").IsClean();
}
