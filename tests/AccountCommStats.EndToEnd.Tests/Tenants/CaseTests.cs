using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Specifications;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>
/// Relations. The first letter of a file name gives the kind: relations that once showed other organizations' rows (b, d), that
/// were once refused needlessly (f, g), that are about other rules (L), and variants of these (o). Each is either refused by a
/// rule, or harmless by construction on both engines.
/// </summary>
/// <remarks>cases/expected.txt has the expected result of each.</remarks>
public sealed class CaseTests(CaseWorlds worlds) : IClassFixture<CaseWorlds>
{
    private static readonly string Folder = Repository.PathOf("tests", "AccountCommStats.EndToEnd.Tests", "Tenants", "cases");

    private static readonly Dictionary<string, string> Expected = File.ReadLines(Path.Combine(Folder, "expected.txt"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.Ordinal);

    private static readonly string[] Names = [.. Directory.GetFiles(Folder, "*-*.sql").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The names of the cases.</summary>
    public static TheoryData<string> Cases => [.. Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_refused_or_shows_the_organization_and_nothing_of_others(string name)
    {
        var expected = Expected.GetValueOrDefault(name, "");
        var result = Read(name);
        if (result.Model is not { } model)
        {
            var found = string.Join(" / ", result.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Rule.Id} {finding.Message}"));
            Assert.True(expected.StartsWith("ACS", StringComparison.Ordinal) && expected.Split(" ... ").All(part => found.Contains(part, StringComparison.Ordinal)), $"{name}: {found}");
            return;
        }

        // In two cases, a cast confuses the organization that has this id with another one.
        var tenant = name.StartsWith("b28", StringComparison.Ordinal) ? 16777217 : name.StartsWith("d09", StringComparison.Ordinal) ? 2 : 1;
        var statement = LeakSpecification.ToStatement(model.Rows);
        var onPostgres = await ReadAsync(SqlDialect.PostgreSql, statement, tenant);
        var onDuckDb = await ReadAsync(SqlDialect.DuckDb, statement, tenant);
        var shown = onPostgres.ToString() == onDuckDb.ToString() ? $"both {onPostgres}" : $"PostgreSQL {onPostgres} DuckDB {onDuckDb}";
        Assert.True(expected.Length > 0 && expected.Split(" ... ").All(part => shown.Contains(part, StringComparison.Ordinal)), $"{name}: {shown}");
    }

    [Fact]
    public void Every_expectation_has_its_case() => Assert.Equal(Names, Expected.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_failure_of_a_query_names_the_file_and_the_line()
    {
        const string Source = """
            -- people: written by hand,
            -- one column a line.
            select
              u.id,
              u.full_name as unused,
              u.first_name,
              u.organization_id
            from users u
            where u.organization_id = @organization_id
            """;
        var sources = new SourceFolder("source", new([new SourceFile("source/people.sql", Source)]));
        var inSource = LeakSpecification.Read("select p.id as account_id, p.first_name as leak from people p", sources).Model!;
        var inRelation = LeakSpecification.Read("-- Adds.\n\nselect p.id as account_id,\n  cast(p.unused + p.id as text) as leak\nfrom people p", sources).Model!;
        var inSelectList = LeakSpecification.Read("select p.unused || 'x' as account_id, p.unused as leak from people p where p.id = 'x'", sources).Model!;
        var world = (await worlds.OfAsync(1))[0];

        foreach (var dialect in new[] { SqlDialect.PostgreSql, SqlDialect.DuckDb })
        {
            Assert.Contains("in source/people.sql, line 6, at 'u.first_name", await ErrorAsync(dialect, inSource), StringComparison.Ordinal);
            Assert.Contains("in leak.sql, line 4, at 'cast(p.unused + p.id as text)", await ErrorAsync(dialect, inRelation), StringComparison.Ordinal);
        }

        Assert.Contains("in leak.sql, line 1, at '", await ErrorAsync(SqlDialect.PostgreSql, inSelectList), StringComparison.Ordinal);

        async Task<string?> ErrorAsync(SqlDialect dialect, ExportModel model) => (await world.ReadAsync(dialect, LeakSpecification.ToStatement(model.Rows), 1)).Error;
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task A_string_with_a_backslash_ends_where_the_reader_sees_its_end_whatever_the_database_is_set_to(string setting)
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(Repository.ReadText("spec", "source", "reference", "schema.sql")
            + $"insert into users values (1, 1, 'own', 1), (2, 2, 'FOREIGN', 1); alter database {database.Name} set standard_conforming_strings = {setting};");
        // With the setting off, \' is a quote inside the string, and what follows the next quote is a subquery.
        var model = LeakSpecification.Read(@"select u.id as account_id, '\'' || (select string_agg(full_name, $$,$$) from public.users) || '' -- '
            as leak from users u").Model;
        await using var source = ExportSource.Open(database.ConnectionString);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1), CancellationToken.None);
        var records = new List<string?[]>();

        await snapshot.ReadAsync(
            LeakSpecification.ToStatement(model!.Rows).Within("select leak from (\n", "\n) as composed"),
            new ParameterValues().With("organization_id", 1L),
            new TextRecords(1, records),
            CancellationToken.None);

        Assert.Equal([@"\' || (select string_agg(full_name, $$,$$) from public.users) || ' -- "], records.Select(record => record[0]));
    }

    private static SpecificationResult Read(string name)
    {
        var text = LeakSpecification.ReadText(Path.Combine(Folder, name + ".sql"));
        if (name.StartsWith("e2e", StringComparison.Ordinal))
        {
            var source = SpecificationFiles.Read(Repository.PathOf("spec", "account-core.md"));
            return SpecificationReader.Read(source with { Relations = new([new SourceFile("account.sql", text)]) });
        }

        var column = (name[0] == 'L' ? "n | text" : "leak | text") + " | Yes | What it finds | " + (name is ['L', '0', ..] ? "email_prop" : "computed");
        return name.StartsWith("L07", StringComparison.Ordinal)
            ? LeakSpecification.Read(text, null, column, new SourceFile("leak/m.sql", "select e.customer_id as account_id, count(*) as m from email_prop e group by e.customer_id"))
            : LeakSpecification.Read(text, null, column);
    }

    /// <summary>Returns what a database yields. It must not depend on the rows of other organizations.</summary>
    private async Task<TenantRows> ReadAsync(SqlDialect dialect, SqlStatement statement, long tenant)
    {
        var rows = new List<TenantRows>();
        foreach (var world in await worlds.OfAsync(tenant))
        {
            rows.Add(await world.ReadAsync(dialect, statement, tenant));
        }

        Assert.True(rows.Select(world => world.Error is null ? world.ToString() : "refused").Distinct().Count() == 1, $"depends on other organizations' rows: {string.Join(" | ", rows)}");
        Assert.True(tenant == 2 || rows[0].Error is not null || !rows[0].Lines.Any(line => line.Contains("FOREIGN", StringComparison.OrdinalIgnoreCase) || line.Contains("901", StringComparison.Ordinal)), $"shows other organizations: {rows[0]}");
        return rows[0];
    }
}
