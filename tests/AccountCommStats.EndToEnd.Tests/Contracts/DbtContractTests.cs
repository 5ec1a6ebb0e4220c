using System.Text.Json.Nodes;
using AccountCommStats.Contracts;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Loading;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>dbt project files: sources with tests, and a model whose contract matches the loaded table.</summary>
public sealed class DbtContractTests
{
    public static TheoryData<string> Targets { get; } = [.. LoaderDialects.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Types_are_those_of_the_loaded_table(string target)
    {
        var subject = ContractSubjects.Of("account-communication-stats", target);
        var expected = new LoaderScript(subject.Dialect, subject.Schema, null, null, null).Columns;

        Assert.Equal(expected, SourceOf(subject)["columns"]!.AsArray().Select(column => ((string)column!["name"]!, (string)column["data_type"]!)));
        Assert.Equal(expected, ModelOf(subject)["columns"]!.AsArray().Select(column => ((string)column!["name"]!, (string)column["data_type"]!)));
    }

    [Theory]
    [MemberData(nameof(ContractSubjects.Exports), MemberType = typeof(ContractSubjects))]
    public void The_source_has_tests_and_the_model_an_enforced_contract(string export)
    {
        var subject = ContractSubjects.Of(export);

        Assert.Equal(
            subject.Schema.Columns.Select(column => string.Concat(column.Name == "account_id" ? "unique " : "", column.IsNullable ? "" : "not_null")),
            SourceOf(subject)["columns"]!.AsArray().Select(column => string.Join(' ', column!["data_tests"]?.AsArray().Select(test => (string)test!) ?? [])));
        var model = ModelOf(subject);
        Assert.Equal($"stg_acstats__{subject.Table}", (string?)model["name"]);
        Assert.Equal("""{"materialized":"table","contract":{"enforced":true,"alias_types":false}}""", model["config"]!.ToJsonString());
        Assert.Equal("""[{"type":"primary_key","columns":["account_id"]}]""", model["constraints"]!.ToJsonString());
        Assert.Equal(
            subject.Schema.Columns.Select(column => column.IsNullable ? null : """[{"type":"not_null"}]"""),
            model["columns"]!.AsArray().Select(column => column!["constraints"]?.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(ContractSubjects.Exports), MemberType = typeof(ContractSubjects))]
    public async Task The_model_reads_every_column_of_the_loaded_table_in_its_type(string export)
    {
        var subject = ContractSubjects.Of(export, "duckdb");
        var create = new LoaderScript(subject.Dialect, subject.Schema, null, null, null).Create();
        await using var warehouse = new DuckDBConnection("Data Source=:memory:");
        await warehouse.OpenAsync();

        var table = await DescribeAsync(warehouse, $"{create[..create.IndexOf(';', StringComparison.Ordinal)]}; describe {subject.Table}");
        var model = await DescribeAsync(warehouse, $"describe {FileOf(subject, ".sql").Replace("{{ source('acstats', '" + subject.Table + "') }}", subject.Table, StringComparison.Ordinal)}");

        Assert.Equal(subject.Schema.Columns.Select(column => column.Name), table.Select(column => column.Name));
        Assert.Equal(table, model);
    }

    [Fact]
    public async Task A_key_of_several_columns_has_a_test_of_its_own()
    {
        var subject = ContractSubjects.OfEveryType;
        var test = Assert.Single(DbtContract.Create(subject), file => file.Path == "tests/acstats__account_core__key_is_unique.sql").Text;
        Assert.DoesNotContain("unique", FileOf(subject, "__sources.yml"), StringComparison.Ordinal);
        Assert.Equal("""["required_bigint","required_boolean"]""", ModelOf(subject)["constraints"]![0]!["columns"]!.ToJsonString());
        await using var warehouse = new DuckDBConnection("Data Source=:memory:");
        await warehouse.OpenAsync();
        await DescribeAsync(warehouse, "create table account_core as from (values (1, true), (1, false), (2, true)) as t(required_bigint, required_boolean); describe account_core");
        var query = test.Replace("{{ source('acstats', 'account_core') }}", "account_core", StringComparison.Ordinal);

        Assert.Empty(await DescribeAsync(warehouse, query));
        Assert.Equal([("1", "False")], await DescribeAsync(warehouse, $"insert into account_core values (1, false); {query}"));
    }

    [Fact]
    public void A_name_that_needs_quotes_has_them()
    {
        var subject = ContractSubjects.Of("account-core");
        subject = subject with { Schema = subject.Schema with { Columns = subject.Schema.Columns.SetItem(2, subject.Schema.Columns[2] with { Name = "user" }) } };

        Assert.Contains("    \"user\",\n", FileOf(subject, ".sql"), StringComparison.Ordinal);
        Assert.Equal([null, null, true, null, null], SourceOf(subject)["columns"]!.AsArray().Select(column => (bool?)column!["quote"]));
    }

    [Fact]
    public void A_type_that_the_database_lacks_is_refused()
    {
        var subject = ContractSubjects.Of("account-core", "snowflake");
        subject = subject with { Schema = subject.Schema with { Columns = subject.Schema.Columns.Add(new ExportColumn("odd", new SqlType(SqlKind.Jsonb), true, "", "computed", "", null)) } };

        Assert.Contains("no type for column 'odd jsonb'", Assert.Throws<SourceMismatchException>(() => DbtContract.Create(subject)).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Renders a text as dbt does: escaped tags lose their escapes. Any tag other than that of the schema fails the test.
    /// </summary>
    internal static string Render(string text)
    {
        var parts = text.Split(["{{ '{{' }}", "{{ '{%' }}", "{{ '{#' }}"], StringSplitOptions.None);
        Assert.All(parts, part => Assert.True(part == "{{ var('acstats_schema', target.schema) }}" || !part.Contains("{{", StringComparison.Ordinal), part));
        Assert.All(parts, part => Assert.DoesNotContain("{%", part, StringComparison.Ordinal));
        return text.Replace("{{ '{{' }}", "{{", StringComparison.Ordinal).Replace("{{ '{%' }}", "{%", StringComparison.Ordinal).Replace("{{ '{#' }}", "{#", StringComparison.Ordinal);
    }

    private static JsonObject SourceOf(ContractSubject subject)
        => YamlDocument.Read(FileOf(subject, "__sources.yml"))["sources"]![0]!["tables"]![0]!.AsObject();

    private static JsonObject ModelOf(ContractSubject subject) => YamlDocument.Read(FileOf(subject, "__models.yml"))["models"]![0]!.AsObject();

    private static string FileOf(ContractSubject subject, string ending)
        => Assert.Single(DbtContract.Create(subject), file => file.Path.StartsWith("models/acstats/", StringComparison.Ordinal) && file.Path.EndsWith(ending, StringComparison.Ordinal)).Text;

    /// <summary>Returns the first two values of each row that the last statement yields.</summary>
    private static async Task<List<(string Name, string Type)>> DescribeAsync(DuckDBConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        do
        {
            rows.Clear();
            while (await reader.ReadAsync())
            {
                rows.Add(($"{reader.GetValue(0)}", reader.FieldCount > 1 ? $"{reader.GetValue(1)}" : ""));
            }
        }
        while (await reader.NextResultAsync());
        return rows;
    }
}
