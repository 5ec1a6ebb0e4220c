using AccountCommStats.Specs;
using AccountCommStats.Specs.Model;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Queries;

/// <summary>The statements that are composed of relations.</summary>
public class ComposedQueryTests
{
    [Fact]
    public void Rows_come_from_the_relations_joined_on_the_key_over_the_columns_they_use_of_the_organization()
    {
        var rows = new PetSpecification()
            .Source("bill.sql", "select b.total from clinic.bill b where b.tenant = @organization_id").IsClean().Rows;
        Assert.Equal(
            """
            with bill as (select null as unused where false),
            pet as not materialized ( -- source/pet.sql, line 2
            select p.id
            from pet p
            where p.organization_id = $1
            ),
            visit as not materialized ( -- source/visit.sql, line 1
            select
            v.pet_id, v.visited_at, v.weight
            from clinic.visit v
            where v.organization_id = $1
            ),
            pet_relation as ( -- pet.sql, line 1
            select p.id as pet_id
            from pet p
            where p.id between $2 and $3
            ),
            visit_relation as ( -- visit.sql, line 5
            select v.pet_id, count(*) as visits, avg(v.weight) as weight
            from visit v
            where v.visited_at <= $4
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
            with pet as not materialized ( -- source/pet.sql, line 2
            select p.id
            from pet p
            where p.organization_id = $1
            ),
            visit as (select null as unused where false),
            pet_relation as ( -- pet.sql, line 1
            select p.id as pet_id
            from pet p
            where p.id between $2 and $3
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
            with pet as (select null as unused where false),
            visit as not materialized ( -- source/visit.sql, line 1
            select
            v.visited_at
            from clinic.visit v
            where v.organization_id = $1
            ),
            data_as_of_relation as ( -- system/data_as_of.sql, line 1
            select coalesce(max(v.visited_at), $2) as data_as_of
            from visit v
            )
            select cast(data_as_of_relation.data_as_of as timestamp) as data_as_of
            from data_as_of_relation
            """,
            value.Statement.Sql,
            ignoreLineEndingDifferences: false);
        Assert.Equal(["organization_id", "extracted_at"], value.Statement.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Organizations_come_from_the_source_table_of_the_key_over_its_own_tables_and_conditions()
    {
        var model = new PetSpecification().Source("pet.sql", """
            -- unique: chip.id
            select p.id, p.organization_id
            from chip c
            left join loss l on l.chip_id = c.id and l.tenant = @organization_id
            join clinic."Pets" p on p.chip_id = c.id and p."tenantId" = @organization_id -- whose it is
            join breed b on b.id = p.breed_id and b.tenant = @organization_id
            where p.deleted_at is null
            """).IsClean();
        Assert.Equal(
            """
            select distinct cast(p."tenantId" as bigint) as organization_id
            from chip c
            left join loss l on l.chip_id = c.id and l.tenant is not null
            join clinic."Pets" p on p.chip_id = c.id and p."tenantId" is not null -- whose it is
            join breed b on b.id = p.breed_id and b.tenant = p."tenantId"
            where p.deleted_at is null
            order by 1
            """,
            model.Organizations!.Sql,
            ignoreLineEndingDifferences: false);
        Assert.Empty(model.Organizations.Parameters);
    }

    [Theory]
    [InlineData(nameof(SqlKind.Bigint), "bigint")]
    [InlineData(nameof(SqlKind.Text), "text")]
    [InlineData(nameof(SqlKind.Uuid), "text")]
    public void The_organization_is_sent_and_listed_as_its_type(string kind, string listed)
    {
        var tenant = Enum.Parse<SqlKind>(kind);
        var model = new PetSpecification { Tenant = tenant }.IsClean();
        Assert.Equal(tenant, model.Tenant);
        Assert.Equal(tenant, model.Rows.Parameters.Single(parameter => parameter.Name == "organization_id").Kind);
        Assert.StartsWith($"select distinct cast(p.organization_id as {listed}) as organization_id\n", model.Organizations!.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_table_is_composed_after_those_that_read_a_real_table_of_its_name()
    {
        // Source table cat reads the real table pet, and source table pet reads the real table visit.
        var sql = new PetSpecification()
            .Source("cat.sql", "select c.id from pet c where c.organization_id = @organization_id")
            .Source("pet.sql", "-- unique: visit.pet_id\nselect p.id from animal p join visit v on p.id = v.pet_id where v.organization_id = @organization_id")
            .Source("visit.sql", PetSpecification.VisitSource).IsClean().Rows.Sql;
        Assert.Equal(["cat as (", "pet as not", "visit as not"], new[] { "cat as (", "pet as not", "visit as not" }.OrderBy(name => sql.IndexOf(name, StringComparison.Ordinal)));

        sql = new PetSpecification()
            .Source("pet.sql", "select p.id from clinic.animal p where p.organization_id = @organization_id")
            .Source("visit.sql", "-- unique: pet.id\n" + PetSpecification.VisitSource.Replace(
                "from clinic.visit v\n", "from clinic.visit v join pet p on v.pet_id = p.id and p.organization_id = @organization_id\n", StringComparison.Ordinal))
            .IsClean().Rows.Sql;
        Assert.True(sql.IndexOf("visit as not", StringComparison.Ordinal) < sql.IndexOf("pet as not", StringComparison.Ordinal), sql);
    }

    [Theory]
    [InlineData("count(v.*) as visits, max(v.weight) as weight from visit v")]
    [InlineData("max(row_to_json(v)::text) as visits, max(v.weight) as weight from visit v")]
    [InlineData("max(v.grams) as visits, max(v.weight) as weight from (select * from visit) v")]
    [InlineData("max(v.grams) as visits, max(v.weight) as weight from visit v natural join (select 1 as one) o")]
    [InlineData("max(v.c) as visits, 1 as weight from visit v (a, b, pet_id, c)")]
    [InlineData("max(v.c) as visits, 1 as weight from (table visit) v (a, b, pet_id, c)")]
    public void Columns_stay_where_all_of_them_are_used(string outputs)
        => Assert.Contains(
            "select\nv.id, v.organization_id, v.pet_id, v.visited_at, v.weight, v.grams, v.cost, v.kind, v.name, v.tags, v.more\nfrom clinic.visit v\n",
            new PetSpecification().Relation("visit.sql", $"select v.pet_id, {outputs} group by v.pet_id").Row("| visit |", "| computed |").IsClean().Rows.Sql,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("select v.pet_id, count(*) as visits, 1 as weight from visit v group by v.pet_id", "\nv.pet_id")]
    [InlineData("select pet_id, sum(grams) as visits, 1 as weight from visit group by pet_id having max(cost) > 1", "\nv.pet_id, v.grams, v.cost")]
    [InlineData("select p.id as pet_id, 1 as visits, 1 as weight from pet p where exists (select * from visit v where v.pet_id = p.id)", "\nv.pet_id")]
    [InlineData("select p.id as pet_id, 1 as visits, 1 as weight from pet p where exists (select 1 from visit where pet_id = p.id and name = 'x')", "\nv.pet_id, v.name")]
    [InlineData("select p.id as pet_id, 1 as visits, 1 as weight from pet p join visit v using (organization_id)", "\nv.organization_id")]
    [InlineData("select 1 as pet_id, count(*) as visits, 1 as weight from visit", " null as unused\n")]
    public void Columns_that_nothing_uses_are_left_out(string sql, string columns)
        => Assert.Contains(
            $" line 1\nselect{columns}\nfrom clinic.visit v\n",
            new PetSpecification().Relation("visit.sql", sql).IsClean().Rows.Sql,
            StringComparison.Ordinal);

    [Fact]
    public void A_query_that_relations_share_is_composed_before_them_and_left_to_the_planner()
    {
        var sql = new PetSpecification()
            .Relation("shared/recent.sql", "select v.pet_id, v.weight from visit v where v.visited_at > @time_frame_start")
            .Relation("about.sql", "select r.pet_id, avg(r.weight) as weight from recent_relation r group by r.pet_id")
            .InVisit(", avg(v.weight) as weight", "").IsClean().Rows.Sql;
        Assert.Contains(
            """
            recent_relation as not materialized ( -- shared/recent.sql, line 1
            select v.pet_id, v.weight from visit v where v.visited_at > $4
            ),
            about_relation as ( -- about.sql, line 1
            select r.pet_id, avg(r.weight) as weight from recent_relation r group by r.pet_id
            ),

            """,
            sql,
            StringComparison.Ordinal);
        Assert.DoesNotContain("join recent_relation", sql, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("where p.id between @first_key and @last_key", "where true")]
    [InlineData("where p.name = 'x' and p.id BETWEEN @first_key AND @last_key and p.note = 'y'", "where p.name = 'x' and true and p.note = 'y'")]
    [InlineData("join visit v on v.pet_id = p.id and p.id between @first_key and @last_key", "join visit v on v.pet_id = p.id and true")]
    [InlineData("where p.breed between 'a' and 'b' and (p.id between @first_key and @last_key)", "where p.breed between 'a' and 'b' and (p.id between @first_key and @last_key)")]
    public void A_range_of_keys_that_are_no_numbers_is_composed_as_true(string condition, string composed)
    {
        var specification = new PetSpecification().Row("bigint", "text").Relation("pet.sql", "-- grain\nselect p.id as pet_id from pet p " + condition);
        if (composed == condition)
        {
            // A key range in parentheses cannot be left out.
            Assert.Equal(["ACS067", "ACS067"], specification.Read().Findings.Select(finding => finding.Rule.Id));
            return;
        }

        var model = specification.IsClean();
        Assert.Contains("from pet p " + composed + "\n)", model.Rows.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain(model.Rows.Parameters, parameter => parameter.Name is "first_key" or "last_key");
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
            .Source("pet.sql", "-- opening @organization_id\r\nselect p.id, -- the key  \r\n p.note /* all\r\nof it */\r\nfrom pet p -- @organization_id\r\n"
                + "where p.organization_id = @organization_id ;\n-- closing")
            .Relation("pet.sql", "-- opening @as_of\r\nselect p.id as pet_id -- key @as_of  \r\nfrom pet p /* it's  \r\nfine */\r\n"
                + "where p.note <> '@as_of ' ;\n-- closing")
            .IsClean().Rows.Sql;
        Assert.StartsWith(
            """
            with pet as not materialized ( -- source/pet.sql, line 2
            select p.id,
            p.note

            from pet p -- @organization_id
            where p.organization_id = $1
            ),
            visit as not materialized ( -- source/visit.sql, line 1
            select
            v.pet_id, v.visited_at, v.weight
            from clinic.visit v
            where v.organization_id = $1
            ),
            pet_relation as ( -- pet.sql, line 2
            select p.id as pet_id -- key @as_of
            from pet p /* it's
            fine */
            where p.note <> '@as_of '
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
            .Relation("Vet-visit.sql", PetSpecification.Visit.Replace("visits,", "\"visits\",", StringComparison.Ordinal)).IsClean().Rows.Sql;
        Assert.Contains("  cast(\"vet-visit_relation\".visits as bigint) as \"Visits\",\n", sql, StringComparison.Ordinal);
        Assert.Contains("left join \"vet-visit_relation\" on \"vet-visit_relation\".pet_id = pet_relation.pet_id\n", sql, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_in_a_file_s_name_does_not_end_the_comment_that_names_it()
    {
        var sql = new PetSpecification().Without("visit.sql").Relation("vi\nsit.sql", PetSpecification.Visit).IsClean().Rows.Sql;
        Assert.Contains(" as ( -- vi sit.sql, line ", sql, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_endings_and_spaces_at_the_end_of_lines_make_no_difference()
        => Assert.Equal(new PetSpecification().Read("\n").Model, new PetSpecification().Read("\r\n").Model);
}
