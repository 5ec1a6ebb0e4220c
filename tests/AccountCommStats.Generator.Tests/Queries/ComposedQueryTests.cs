using AccountCommStats.Specs;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Queries;

/// <summary>The statements that are composed of relations.</summary>
public class ComposedQueryTests
{
    [Fact]
    public void Rows_come_from_the_relations_joined_on_the_key()
    {
        var rows = new PetSpecification().IsClean().Rows;
        Assert.Equal(
            """
            with pet_relation as (
            select p.id as pet_id
            from pet p
            where p.organization_id = $1 and p.id between $2 and $3
            ),
            visit_relation as (
            select v.pet_id, count(*) as visits, avg(v.weight) as weight
            from visit v
            where v.organization_id = $1 and v.visited_at <= $4
            group by v.pet_id
            )
            select
              cast(pet_relation.pet_id as bigint) as pet_id,
              cast(visit_relation.visits as bigint) as visits,
              round(cast(visit_relation.weight as numeric(38,10)), 2) as weight,
              cast($5 as timestamp) as extracted_at,
              cast($6 as timestamp) as data_as_of
            from pet_relation
            left join visit_relation on visit_relation.pet_id = pet_relation.pet_id
            order by pet_relation.pet_id
            """,
            rows.Sql,
            ignoreLineEndingDifferences: false);
        Assert.Equal(
            [
                new("organization_id", SqlKind.Bigint),
                new("first_key", SqlKind.Bigint),
                new("last_key", SqlKind.Bigint),
                new("as_of", SqlKind.TimestampTz),
                new("extracted_at", SqlKind.TimestampTz),
                new ParameterModel("data_as_of", SqlKind.Timestamp),
            ],
            rows.Parameters);
    }

    [Fact]
    public void Keys_come_from_the_relation_of_the_grain_alone()
    {
        var keys = new PetSpecification().IsClean().Keys!;
        Assert.Equal(
            """
            with pet_relation as (
            select p.id as pet_id
            from pet p
            where p.organization_id = $1 and p.id between $2 and $3
            )
            select cast(pet_relation.pet_id as bigint) as pet_id
            from pet_relation
            order by pet_relation.pet_id
            """,
            keys.Sql,
            ignoreLineEndingDifferences: false);
        Assert.Equal(["organization_id", "first_key", "last_key"], keys.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void A_system_value_comes_from_its_own_query()
    {
        var value = Assert.Single(new PetSpecification().IsClean().SystemValues);
        Assert.Equal("data_as_of", value.Column);
        Assert.Equal(
            """
            with data_as_of_relation as (
            select coalesce(max(v.visited_at), $1) as data_as_of
            from visit v
            where v.organization_id = $2
            )
            select cast(data_as_of_relation.data_as_of as timestamp) as data_as_of
            from data_as_of_relation
            """,
            value.Statement.Sql,
            ignoreLineEndingDifferences: false);
        Assert.Equal(["extracted_at", "organization_id"], value.Statement.Parameters.Select(parameter => parameter.Name));
    }

    [Theory]
    [InlineData("bigint", "cast(visit_relation.value as bigint)")]
    [InlineData("integer", "cast(visit_relation.value as bigint)")]
    [InlineData("smallint", "cast(visit_relation.value as bigint)")]
    [InlineData("boolean", "cast(visit_relation.value as boolean)")]
    [InlineData("text", "cast(visit_relation.value as text)")]
    [InlineData("varchar(20)", "cast(visit_relation.value as text)")]
    [InlineData("uuid", "cast(visit_relation.value as text)")]
    [InlineData("jsonb", "cast(visit_relation.value as text)")]
    [InlineData("numeric(12,4)", "round(cast(visit_relation.value as numeric(38,10)), 4)")]
    [InlineData("numeric", "round(cast(visit_relation.value as numeric(38,10)), 10)")]
    [InlineData("numeric(20,12)", "round(cast(visit_relation.value as numeric(38,12)), 12)")]
    [InlineData("date", "cast(visit_relation.value as date)")]
    [InlineData("timestamp", "cast(visit_relation.value as timestamp)")]
    [InlineData("timestamptz", "cast(visit_relation.value as timestamptz)")]
    [InlineData("double precision", "cast(visit_relation.value as double precision)")]
    public void A_column_is_cast_to_the_widest_type_of_its_kind(string type, string expected)
        => Assert.Contains(
            $"  {expected} as value,\n",
            new PetSpecification().Row("| 2 | visits | integer |", $"| 2 | value | {type} |").InVisit("as visits", "as value").IsClean().Rows.Sql,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("text")]
    [InlineData("varchar(20)")]
    [InlineData("uuid")]
    public void Text_keys_are_ordered_by_their_bytes_and_not_split(string type)
    {
        var model = new PetSpecification().Row("bigint", type).IsClean();
        Assert.EndsWith("\norder by cast(pet_relation.pet_id as text) collate \"C\"", model.Rows.Sql, StringComparison.Ordinal);
        Assert.Null(model.Keys);
    }

    [Fact]
    public void A_grain_that_does_not_take_a_range_is_not_split()
        => Assert.Null(new PetSpecification()
            .Relation("pet.sql", "select p.id as pet_id from pet p").IsClean().Keys);

    [Fact]
    public void Composite_keys_are_joined_and_ordered_part_by_part()
    {
        var model = new PetSpecification().Document("""
            # Pets

            **Primary Key:** `pet_id` + `name`

            | # | Column Name | Data Type | Nullable | Source |
            |---|---|---|---|---|
            | 1 | visits | integer | Yes | visit |
            | 2 | name | text | No | pet.name |
            | 3 | pet_id | bigint | No | pet.id |
            """)
            .Relation("pet.sql", "select p.id as pet_id, p.name from pet p")
            .Relation("visit.sql", "select v.pet_id, v.name, 1 as visits from visit v")
            .Without("system/data_as_of.sql").IsClean();
        Assert.EndsWith(
            """
            left join visit_relation on visit_relation.pet_id = pet_relation.pet_id and visit_relation.name = pet_relation.name
            order by pet_relation.pet_id, cast(pet_relation.name as text) collate "C"
            """,
            model.Rows.Sql,
            StringComparison.Ordinal);
        Assert.Equal([2, 1], model.Key);
    }

    [Fact]
    public void Inner_comments_stay_and_end_before_the_bracket()
    {
        var sql = new PetSpecification()
            .Relation("pet.sql", "-- opening @as_of\r\nselect p.id as pet_id -- key @as_of  \r\nfrom pet p /* it's  \r\nfine */\r\n"
                + "where p.note <> '@as_of ' ;\n-- closing")
            .IsClean().Rows.Sql;
        Assert.StartsWith(
            """
            with pet_relation as (
            select p.id as pet_id -- key @as_of
            from pet p /* it's
            fine */
            where p.organization_id = $1 and p.note <> '@as_of '
            ),

            """,
            sql,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_relation_that_supplies_no_column_is_left_out()
    {
        var result = new PetSpecification()
            .Relation("idle.sql", "select v.pet_id, 1 as idle from visit v").Read();
        Assert.Equal("ACS053", Assert.Single(result.Findings).Rule.Id);
        Assert.DoesNotContain("idle", result.Model!.Rows.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_need_quotes_get_them()
    {
        var sql = new PetSpecification().Without("visit.sql").Row("visits", "Visits")
            .Relation("Vet-visit.sql", PetSpecification.Visit.Replace("visits,", "\"Visits\",", StringComparison.Ordinal)).IsClean().Rows.Sql;
        Assert.Contains("  cast(\"Vet-visit_relation\".\"Visits\" as bigint) as \"Visits\",\n", sql, StringComparison.Ordinal);
        Assert.Contains("left join \"Vet-visit_relation\" on \"Vet-visit_relation\".pet_id = pet_relation.pet_id\n", sql, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_endings_and_blanks_at_the_end_of_lines_make_no_difference()
        => Assert.Equal(new PetSpecification().Read("\n").Model, new PetSpecification().Read("\r\n").Model);
}
