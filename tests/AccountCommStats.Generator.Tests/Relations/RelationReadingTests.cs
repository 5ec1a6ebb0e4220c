using AccountCommStats.Specs;
using CsCheck;

namespace AccountCommStats.Tests.Relations;

/// <summary>What is read of relations, and what reading them costs.</summary>
public class RelationReadingTests
{
    private static readonly string[] s_pieces =
    [
        "select", "from", "where", "with", "recursive", "as", "(", ")", "[", "]", ",", ";", "'", "\"", "$$", "$x$", "--", "/*", "*/", "\n",
        "\r\n", " ", "@as_of", "@", "$1", ".", "*", "=", "::", "organization_id", "@organization_id", "union", "all", "join", "left", "lateral",
        "on", "using", "visit", "v", "case", "end", "and", "or", "between", "exists", "order by", "group by", "e'\\", "1.5e3", "é", "\uD83D", "\uFEFF",
    ];

    [Fact]
    public void An_export_reads_the_tables_and_columns_that_its_relations_name()
    {
        var model = new PetSpecification().Relation("visit.sql", """
            with cheap as (
              select v.pet_id, v.weight as kilos, cast(v.cost as double precision) as cost, bill.total::numeric(10,2) as total
              from clinic.visit as v
              join bill using (organization_id, visit_id)
              where v.kind is distinct from 'x' and substring(v.note from 2 for v.length) = ''
            )
            select c.pet_id, count(*) filter (where c.cost > 1) as visits, avg(c.kilos) over w as weight
            from cheap c
            where exists (select 1 from pet where id = c.pet_id
              and extract(epoch from born) > 0 and timestamp '2020-01-01' < born at time zone 'UTC')
            group by c.pet_id
            window w as (order by weight nulls last)
            """).IsClean();
        Assert.Equal(
            [
                "bill: organization_id, total, visit_id",
                "clinic.visit: cost, kind, length, note, organization_id, pet_id, visit_id, weight",
                "pet: born, id, organization_id",
                "visit: organization_id, visited_at",
            ],
            model.SourceTables.Select(table => $"{table.Name}: {string.Join(", ", table.Columns)}"));
    }

    [Fact]
    public void Names_in_group_by_and_order_by_may_be_outputs()
    {
        var model = new PetSpecification().Relation("visit.sql", """
            select pet_id, count(*) as visits, avg(kilos) as weight from visit group by pet_id, breed order by visits, weight desc limit 10
            """).IsClean();
        Assert.Contains(
            "visit: breed, kilos, organization_id, pet_id, visited_at",
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
            (select pet_id, visits as visits, 1.0 weight from visit)
            union all
            select v.a, v.b, v.c from visit v
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
        => Gen.OneOf(Gen.String, Gen.OneOf(s_pieces).Array[0, 60].Select(string.Concat), Gen.OneOf(s_pieces).Array[0, 60].Select(pieces => string.Join(' ', pieces)))
            .Sample(AssertFindingsAreInside, iter: 20_000);

    [Fact]
    public void A_mutilated_relation_is_read_without_an_exception_and_findings_are_inside_it()
    {
        var sql = Repository.ReadText("spec", "account-communication-stats", "email.sql");
        Gen.Select(Gen.Int[0, sql.Length], Gen.Int[0, 30], Gen.OneOf(s_pieces))
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
        // No clock: whoever makes reading quadratic waits here for hours.
        var sql = "select " + string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length));
        Assert.NotEmpty(new PetSpecification().Relation("visit.sql", sql).Read().Findings);
    }

    private static void AssertFindingsAreInside(string sql)
    {
        foreach (var finding in SpecificationReader.Read(new SpecificationSource(
            new SourceFile("spec/pets.md", "# Pets\n\n**Primary Key:** `id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | id | bigint | No | pet.id |\n"),
            "spec/pets",
            new([new SourceFile("spec/pets/any.sql", sql)]),
            new([new SourceFile("spec/pets/system/any.sql", sql)]))).Findings)
        {
            Assert.InRange(finding.Location.Span.Start, 0, finding.Location.File.Text.Length);
            Assert.InRange(finding.Location.Span.End, finding.Location.Span.Start, finding.Location.File.Text.Length);
            Assert.DoesNotContain('\n', finding.Message);
        }
    }
}
