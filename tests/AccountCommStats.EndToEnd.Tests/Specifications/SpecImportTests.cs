using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Importing;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Specifications;

/// <summary><c>acstats spec import</c>.</summary>
public sealed class SpecImportTests : IDisposable
{
    private const string Dictionary = "| Column | Type | Required |\n|---|---|---|\n| id (PK) | bigint | yes |\n| name | varchar(20) | no |\n";

    private readonly TemporaryDirectory _directory = new();

    /// <summary>
    /// Files in formats that others use to describe columns. Beside each file is the expected document with its findings.
    /// </summary>
    public static TheoryData<string, string> Shapes { get; } = new()
    {
        { "annotate.md", "users" },
        { "attributes.md", "applications" },
        { "bigquery.md", "analytics.page_views" },
        { "confluence.md", "ticket_entity" },
        { "constraints.md", "shipments" },
        { "dbt.md", "dim_customers" },
        { "drawdb.md", "payments" },
        { "information-schema.csv", "crm.account" },
        { "key-column.md", "students" },
        { "mysql.txt", "invoice" },
        { "psql.md", "public.orders" },
        { "psql-view.txt", "reports.open_orders" },
        { "redshift.csv", "public.listing" },
        { "required.md", "Subscriptions" },
        { "schemaspy.csv", "schemaspy" },
        { "snowflake.csv", "snowflake" },
        { "sqlserver.tsv", "Cases" },
        { "tbls.md", "public.contact" },
        { "ticks.md", "ohlcv" },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_common_shape_is_imported_and_lints_clean_but_for_what_was_listed(string name, string table)
    {
        var file = new SourceFile(name, ReadShape(name));

        var import = new SpecificationImport([.. (name.EndsWith(".md", StringComparison.Ordinal) || name.EndsWith(".txt", StringComparison.Ordinal)
            ? PipeTables.Read(file)
            : CsvTables.Read(file)).Where(found => found.Name == table)]);

        var left = import.FindingsAt("imported.md");
        Assert.Equal(ReadShape(Path.ChangeExtension(name, ".imported")), $"{import.Document}\n{string.Concat(left.Select(finding => FindingLines.Format(finding) + "\n"))}");
        var lint = DocumentReader.Read(new SourceFile("imported.md", import.Document)).Findings;
        Assert.Equal(left.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Rule), lint.Select(finding => finding.Rule));
    }

    [Fact]
    public async Task Writes_a_document_and_leaves_one_that_is_there()
    {
        File.WriteAllText(_directory.File("orders.md"), Dictionary);

        var first = await ImportAsync("orders.md");
        var second = await ImportAsync("orders.md");

        Assert.Equal((0, 6), (first.ExitCode, second.ExitCode));
        Assert.Equal($"Created {Path.Combine("spec", "orders.md")} with 2 columns.", first.Output.TrimEnd());
        Assert.Contains("exists already", second.Error, StringComparison.Ordinal);
        var lint = await AcstatsProcess.RunInAsync(_directory.Path, "spec", "show", "--file", "spec/orders.md");
        Assert.Equal((0, ""), (lint.ExitCode, lint.Error));
        Assert.Contains("orders.name", lint.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_several_tables_is_imported_table_by_table()
    {
        File.WriteAllText(_directory.File("all.md"), $"## `orders`\n\n{Dictionary}\n## `lines`\n\n{Dictionary}");

        var unsaid = await ImportAsync("all.md");
        var unknown = await ImportAsync("all.md", "--table", "items");
        var chosen = await ImportAsync("all.md", "--table", "LINES");

        Assert.Equal((4, 4, 0), (unsaid.ExitCode, unknown.ExitCode, chosen.ExitCode));
        Assert.Contains("choose with --table among orders, lines", unsaid.Error, StringComparison.Ordinal);
        Assert.Contains("no table 'items'", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(["lines.md"], Directory.GetFiles(_directory.File("spec")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Several_tables_are_sections_of_one_document()
    {
        File.WriteAllText(_directory.File("all.md"), $"## `orders`\n\n{Dictionary}\n## `extras`\n\n| Field | Type | Required |\n|---|---|---|\n| tip | money | no |\n");

        var imported = await ImportAsync("all.md", "--table", "orders", "--table", "extras");

        Assert.Equal(0, imported.ExitCode);
        var document = File.ReadAllText(_directory.File("spec/orders.md"));
        Assert.Contains("### Extras (1 column)", document, StringComparison.Ordinal);
        Assert.Contains("| 3 | tip | numeric | Yes |  | extras.tip |", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_tells_types_nullability_key_and_comments_of_a_table()
    {
        await CreateDuckDbAsync("""
            create table "order line" (line_no integer, order_id bigint, price decimal(10,2), tags varchar[], primary key (order_id, line_no));
            comment on column "order line".price is 'In dollars | net';
            create view cheap as select * from "order line";
            """);

        var table = await ImportAsync("--source", "shop.duckdb", "--table", "\"order line\"");
        var view = await ImportAsync("--source", "shop.duckdb", "--table", "cheap");
        var none = await ImportAsync("--source", "shop.duckdb", "--table", "dear");

        Assert.Equal((0, 4, 4), (table.ExitCode, view.ExitCode, none.ExitCode));
        Assert.StartsWith("main.\"order line\"(5,6): warning ACS013: The column 'tags' has the data type 'character varying[]'", table.Error, StringComparison.Ordinal);
        var document = File.ReadAllText(_directory.File("spec/order-line.md"));
        Assert.Contains("**Primary Key:** `order_id` + `line_no`", document, StringComparison.Ordinal);
        Assert.Contains("| 3 | price | numeric(10,2) | Yes | In dollars \\| net | main.order_line.price |", document, StringComparison.Ordinal);
        Assert.Contains("ACS017", view.Error, StringComparison.Ordinal);
        Assert.Contains("no table or view 'dear'", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nothing to import")]
    [InlineData("give one of them", "x.md", "--source", "x.duckdb")]
    [InlineData("No source", "--table", "orders")]
    public async Task A_command_line_that_does_not_say_what_to_import_is_refused(string message, params string[] arguments)
    {
        var refused = await ImportAsync(arguments);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.md", "# Prose\n\n| City | Rain |\n|---|---|\n| Bergen | much |\n", "lists columns")]
    [InlineData("none.csv", "", "lists columns")]
    [InlineData("cut.csv", "name,type\n\"id,bigint\n", "as CSV")]
    public async Task A_file_without_columns_is_refused(string name, string text, string message)
    {
        File.WriteAllText(_directory.File(name), text);

        var refused = await ImportAsync(name);

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.File("spec")));
    }

    [Fact]
    public async Task The_example_of_the_documentation_prints_what_it_says()
    {
        var page = Repository.ReadText("docs", "new-export.md").ReplaceLineEndings("\n");
        page = page[page.IndexOf("### From a data dictionary\n", StringComparison.Ordinal)..];
        var console = BlockOf(page, "console").Split('\n');
        File.WriteAllText(_directory.File("dictionary.md"), BlockOf(page, "markdown"));

        var result = await AcstatsProcess.RunInAsync(_directory.Path, console[0].Split(' ')[2..]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(console[1], result.Error.Split('\n')[0].TrimEnd());
        Assert.Equal(console[2], result.Output.TrimEnd().Replace('\\', '/'));
    }

    private static string BlockOf(string page, string language)
    {
        var start = page.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    private static string ReadShape(string name)
        => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Specifications", "Imports", name)).ReplaceLineEndings("\n");

    private Task<AcstatsResult> ImportAsync(params string[] arguments) => AcstatsProcess.RunInAsync(_directory.Path, ["spec", "import", .. arguments]);

    private async Task CreateDuckDbAsync(string sql)
    {
        await using var connection = new DuckDBConnection($"Data Source={_directory.File("shop.duckdb")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
