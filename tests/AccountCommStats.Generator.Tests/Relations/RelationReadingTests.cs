using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using CsCheck;

namespace AccountCommStats.Tests.Relations;

/// <summary>How relations are read, and how long reading takes.</summary>
public class RelationReadingTests
{
    private static readonly string[] Pieces =
    [
        "select", "from", "where", "with", "recursive", "as", "(", ")", "[", "]", ",", ";", "'", "\"", "$$", "$x$", "--", "/*", "*/", "\n",
        "\r\n", " ", "@as_of", "@", "$1", ".", "*", "=", "::", "organization_id", "@organization_id", "union", "all", "join", "left", "lateral",
        "on", "using", "visit", "v", "case", "end", "and", "or", "between", "exists", "order by", "group by", "e'\\", "1.5e3", "é", "\uD83D", "\uFEFF",
    ];

    [Fact]
    public void An_export_reads_the_real_tables_and_columns_behind_what_its_relations_use()
    {
        var result = new PetSpecification()
            .Source("bill.sql", """
                -- shared: currency
                -- unique: clinic.visit.id
                select b.visit_id, b."Total" as total, b.paid, c.rate
                from clinic."Bills" b
                join clinic.visit v on b.visit_id = v.id
                cross join currency c
                where v.organization_id = @organization_id and b.deleted_at is null
                """)
            .Relation("visit.sql", """
                with cheap as (
                  select v.pet_id, v.weight as kilos, cast(v.cost as double precision) as cost, bill.total::numeric(10,2) as total
                  from visit as v
                  join bill on bill.visit_id = v.id
                  where v.kind is distinct from 'x' and substring(v.name from 2 for v.grams) = ''
                )
                select c.pet_id, count(*) filter (where c.cost > 1) as visits, avg(c.kilos) over w as weight
                from cheap c
                where exists (select 1 from pet where id = c.pet_id
                  and extract(epoch from born) > 0 and timestamp '2020-01-01' < born at time zone 'UTC')
                group by c.pet_id
                window w as (order by c.kilos nulls last)
                """).Read();
        Assert.Equal(["ACS088"], result.Findings.Select(finding => finding.Rule.Id));
        Assert.Equal(
            [
                "clinic.\"Bills\": Total, deleted_at, visit_id; ; ; source/bill.sql",
                "clinic.visit: cost, grams, id, kind, name, organization_id, pet_id, visited_at, weight; organization_id; id; source/bill.sql, source/visit.sql",
                "currency: ; ; ; source/bill.sql",
                "pet: born, id, organization_id; organization_id; ; source/pet.sql",
            ],
            result.Model!.SourceTables.Select(table => string.Join("; ", [
                $"{table.Name}: {string.Join(", ", table.Columns)}",
                .. new[] { table.TenantColumns, table.UniqueColumns, table.Files }.Select(names => string.Join(", ", names))])));
    }

    [Fact]
    public void Names_in_group_by_and_order_by_may_be_outputs()
    {
        var model = new PetSpecification().Relation("visit.sql", """
            select pet_id, count(*) as visits, avg(grams) as weight from visit group by pet_id, kind order by visits desc limit 10
            """).IsClean();
        Assert.Contains(
            "clinic.visit: grams, kind, organization_id, pet_id, visited_at",
            model.SourceTables.Select(table => $"{table.Name}: {string.Join(", ", table.Columns)}"));
    }

    [Fact]
    public void The_opening_comment_defines_columns()
    {
        var model = new PetSpecification().Relation("visit.sql", """
            -- Note: this is prose, and so is
            -- height: which is no output.
            /* weight: block comments are prose. */
            -- visits, weight: Of the pet
            --   and nobody else.
            --   Ever.
            --
            --   This continues nothing.
            """ + "\n" + PetSpecification.Visit.Replace("-- visits: Visits that took place,\n", "", StringComparison.Ordinal)).IsClean();
        Assert.Equal(
            ["", "Of the pet and nobody else. Ever.", "Of the pet and nobody else. Ever.", "", ""],
            model.Columns.Select(column => column.Definition));
    }

    [Fact]
    public void Columns_know_the_file_that_supplies_them()
        => Assert.Equal(
            ["pet.sql", "visit.sql", "visit.sql", null, "system/data_as_of.sql"],
            new PetSpecification().IsClean().Columns.Select(column => column.Relation));

    [Fact]
    public void The_first_select_of_a_union_names_the_outputs()
        => new PetSpecification().Relation("visit.sql", """
            (select pet_id, grams as visits, 1.0 weight from visit)
            union all
            select v.id, v.grams, v.cost from visit v
            order by 1
            """).IsClean();

    [Fact]
    public void Findings_come_in_the_order_of_the_document_and_then_of_the_files()
    {
        var findings = new PetSpecification()
            .Rows(PetSpecification.Columns.Replace("numeric", "numerc", StringComparison.Ordinal) + "\n| 6 | bills | integer | Yes | Bills | invoice |")
            .Relation("pet.sql", PetSpecification.Pet.Replace("@first_key", "@first", StringComparison.Ordinal))
            .InVisit("count(*) as visits", "1 as visits, count(@many)").Read().Findings;
        Assert.Equal(["ACS013", "ACS050", "ACS048", "ACS046", "ACS048"], findings.Select(finding => finding.Rule.Id));
    }

    [Fact]
    public void Any_text_is_read_without_an_exception_and_findings_are_inside_it()
        => Gen.OneOf(Gen.String, Gen.OneOf(Pieces).Array[0, 60].Select(string.Concat), Gen.OneOf(Pieces).Array[0, 60].Select(pieces => string.Join(' ', pieces)))
            .Sample(AssertFindingsAreInside, iter: 10_000);

    [Fact]
    public void A_mutilated_relation_is_read_without_an_exception_and_findings_are_inside_it()
    {
        var sql = Repository.ReadText("spec", "account-communication-stats", "email.sql");
        Gen.Select(Gen.Int[0, sql.Length], Gen.Int[0, 30], Gen.OneOf(Pieces))
            .Sample((start, length, piece) => AssertFindingsAreInside(sql.Remove(start, Math.Min(length, sql.Length - start)).Insert(start, piece)));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("()")]
    [InlineData("((((((((((((((((((((select 1))))))))))))))))))))+")]
    [InlineData(",")]
    [InlineData("a,")]
    [InlineData("left ")]
    [InlineData("from a ")]
    [InlineData("from a join b using (organization_id) ")]
    [InlineData("union select a.organization_id from a ")]
    [InlineData("with a as (")]
    [InlineData("a as (select 1), ")]
    [InlineData("$a$b")]
    [InlineData("/*")]
    [InlineData("'")]
    [InlineData("@a")]
    [InlineData(";")]
    public void A_megabyte_of_it_is_read(string piece)
    {
        // No time limit is needed, because quadratic reading would take hours here.
        var sql = "select " + string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length));
        Assert.NotEmpty(new PetSpecification().Relation("visit.sql", sql).Read().Findings);
    }

    private static void AssertFindingsAreInside(string sql)
    {
        foreach (var finding in SpecificationReader.Read(new SpecificationSource(
            new SourceFile("spec/pets.md", "# Pets\n\n**Primary Key:** `id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | id | bigint | No | pet.id |\n"),
            "spec/pets",
            new([new SourceFile("spec/pets/any.sql", sql)]),
            new([new SourceFile("spec/pets/system/any.sql", sql)]))
        {
            SharedRelations = new([new SourceFile("spec/pets/shared/any.sql", sql)]),
            Sources = new SourceFolder("spec/source", new([new SourceFile("spec/source/stay.sql", sql)]), new SourceFile("spec/source/catalog.txt", sql)),
        }).Findings)
        {
            Assert.InRange(finding.Location.Span.Start, 0, finding.Location.File.Text.Length);
            Assert.InRange(finding.Location.Span.End, finding.Location.Span.Start, finding.Location.File.Text.Length);
            Assert.DoesNotContain('\n', finding.Message);
        }
    }
}
