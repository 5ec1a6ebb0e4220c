using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.EndToEnd.Tests.Soak;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Comparison;

/// <summary>Comparing two exports by key finds exactly their changes.</summary>
public sealed class DiffCommandTests : IAsyncLifetime, IDisposable
{
    private const int Accounts = 300;
    private const int Changes = 200;

    private readonly TemporaryDirectory _directory = new();
    private string _old = "";
    private string _new = "";
    private string _manifest = "";

    public async Task InitializeAsync()
    {
        var source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = Accounts, EventsPerAccount = 20 });
        var folder = Directory.CreateDirectory(_directory.File("old")).FullName;
        var export = await AcstatsProcess.RunAsync("export", "--source", source, "--organization", "1", "--as-of", "2025-12-10", "--output", folder);
        Assert.Equal(0, export.ExitCode);
        Directory.CreateDirectory(_directory.File("new"));
        foreach (var path in Directory.GetFiles(folder))
        {
            File.Copy(path, _directory.File(Path.Combine("new", Path.GetFileName(path))));
        }

        _old = Assert.Single(Directory.GetFiles(folder, "*.csv"));
        _new = _directory.File(Path.Combine("new", Path.GetFileName(_old)));
        _manifest = _new[..^".csv".Length] + ".manifest.json";
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_export_equals_itself()
    {
        var diff = await AcstatsProcess.RunAsync("diff", _old, _new);

        Assert.Equal((0, ""), (diff.ExitCode, diff.Error));
        Assert.Contains("rows: 0 added, 0 gone, 0 changed, 300 equal\n", diff.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Planted_changes_are_found_and_nothing_else(int seed)
    {
        var random = new Random(SoakRun.Count("ACSTATS_SOAK_SEED", seed));
        var (header, rows) = Read(_old);
        var planted = new HashSet<(int Row, int Column)>();
        var expected = new Dictionary<string, (long Changed, long ToNull, long FromNull)>();
        while (planted.Count < Changes)
        {
            var (row, column) = (random.Next(rows.Count), random.Next(1, header.Length - 2)); // Changes neither the key nor a system value.
            if (!planted.Add((row, column)))
            {
                continue;
            }

            var old = rows[row][column];
            var isNumber = decimal.TryParse(old, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && !old.Contains(':', StringComparison.Ordinal);
            rows[row][column] = old.Length == 0 ? "7" : random.Next(3) == 0 ? "" : isNumber ? (number + 1).ToString(CultureInfo.InvariantCulture) : old + "0";
            var counts = expected.GetValueOrDefault(header[column]);
            expected[header[column]] = (counts.Changed + 1, counts.ToNull + (rows[row][column].Length == 0 ? 1 : 0), counts.FromNull + (old.Length == 0 ? 1 : 0));
        }

        var changed = planted.Select(change => change.Row).Distinct().Count();
        rows.Insert(0, ["1", .. rows[0][1..]]);
        rows.Add(["999999999", .. rows[0][1..]]);
        Write(header, rows);

        var (exitCode, diff) = await CompareAsync(_old, _new);

        Assert.Equal(1, exitCode);
        Assert.Equal((2, 0, changed, Accounts - changed), CountsOf(diff));
        Assert.Equal(["1", "999999999"], diff.GetProperty("added_keys").EnumerateArray().Select(key => key.GetString()));
        Assert.Equal(expected.OrderBy(each => each.Key, StringComparer.Ordinal), ColumnsOf(diff).OrderBy(each => each.Key, StringComparer.Ordinal));
        Assert.All(diff.GetProperty("columns").EnumerateArray().Where(column => column.GetProperty("largest_move").ValueKind == JsonValueKind.Number), column =>
            Assert.Equal((1m, 1m), (column.GetProperty("largest_move").GetDecimal(), column.GetProperty("mean_move").GetDecimal())));

        var (_, back) = await CompareAsync(_new, _old);
        Assert.Equal((0, 2, changed, Accounts - changed), CountsOf(back));
    }

    [Fact]
    public async Task Numbers_within_the_tolerance_are_equal_and_exact_without_it()
    {
        var (header, rows) = Read(_old);
        var column = Array.IndexOf(header, "team_effort_hours");
        foreach (var row in rows)
        {
            row[column] = (decimal.Parse(row[column], CultureInfo.InvariantCulture) + 0.01m).ToString(CultureInfo.InvariantCulture);
        }

        Write(header, rows);

        Assert.Equal((0, 0, Accounts, 0), CountsOf((await CompareAsync(_old, _new)).Diff));
        Assert.Equal((0, 0, Accounts, 0), CountsOf((await CompareAsync(_old, _new, "--tolerance", "0.009999")).Diff));
        Assert.Equal((0, 0, 0, Accounts), CountsOf((await CompareAsync(_old, _new, "--tolerance", "0.01")).Diff));
        Assert.Equal((0, 0, 0, Accounts), CountsOf((await CompareAsync(_old, _new, "--tolerance", "team_effort_hours=0.01")).Diff));
        Assert.Equal((0, 0, Accounts, 0), CountsOf((await CompareAsync(_old, _new, "--tolerance", "total_emails=5")).Diff));
        Assert.Equal((0, 0, 0, Accounts), CountsOf((await CompareAsync(_old, _new, "--ignore", "team_effort_hours")).Diff));
        Assert.Equal((0, 0, 0, Accounts), CountsOf((await CompareAsync(_old, _new, "--columns", "total_emails")).Diff));
    }

    [Fact]
    public async Task NULL_and_the_empty_text_differ()
    {
        var (header, rows) = Read(_old);
        var column = Array.IndexOf(header, "email_provider");
        rows[0][column] = "";
        rows[1][column] = "\"\"";
        Write(header, rows);

        var (_, diff) = await CompareAsync(_old, _new);

        Assert.Equal((2, 1, 0), ColumnsOf(diff)["email_provider"]);
        Assert.Equal(
            [null, ""],
            diff.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("new").GetString()));
    }

    [Theory]
    [InlineData("twice", "the key 1001 appears twice", "line 3")]
    [InlineData("swapped", "the rows are not sorted by key", "line 3")]
    [InlineData("null", "the key, account_id, is NULL", "line 2")]
    [InlineData("short", "the row has 51 fields; the header has 52", "line 2")]
    [InlineData("cut", "the file has 299 rows; its manifest says 300", "line 301")]
    public async Task What_cannot_be_compared_is_told_by_file_and_line(string damage, string fault, string place)
    {
        var (header, rows) = Read(_old);
        switch (damage)
        {
            case "twice":
                rows[1][0] = rows[0][0];
                break;
            case "swapped":
                (rows[0], rows[1]) = (rows[1], rows[0]);
                break;
            case "null":
                rows[0][0] = "";
                break;
            case "short":
                rows[0] = rows[0][1..];
                break;
            default:
                rows.RemoveAt(rows.Count - 1);
                break;
        }

        File.WriteAllLines(_new, [string.Join(',', header), .. rows.Select(row => string.Join(',', row))]);

        var diff = await AcstatsProcess.RunAsync("diff", _old, _new);

        Assert.Equal((2, ""), (diff.ExitCode, diff.Output));
        Assert.Contains(fault.Replace("1001", rows[0][0], StringComparison.Ordinal), diff.Error, StringComparison.Ordinal);
        Assert.Contains(_new, diff.Error, StringComparison.Ordinal);
        Assert.Contains(place, diff.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_the_columns_come_first()
    {
        var (header, rows) = Read(_old);
        header[1] = "all_emails";
        Write(header, rows);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(_manifest))!;
        manifest["columns"]![1]!["name"] = "all_emails";
        manifest["columns"]![2]!["type"] = "bigint";
        await File.WriteAllTextAsync(_manifest, manifest.ToJsonString());

        var diff = await AcstatsProcess.RunAsync("diff", _old, _new);

        Assert.Equal((1, ""), (diff.ExitCode, diff.Error));
        Assert.Equal(
            ["column total_emails integer is gone", "column team_sent_emails is bigint; it was integer", "column all_emails integer is new"],
            diff.Output.Split('\n')[2..5]);
    }

    [Fact]
    public async Task JSON_Lines_have_every_difference_and_those_of_columns_first()
    {
        var (header, rows) = Read(_old);
        var gone = rows[^1][0];
        rows.RemoveAt(rows.Count - 1);
        var provider = Array.IndexOf(header, "email_provider");
        rows[0][provider] = "";
        rows[1][provider] = "\"a \"\"quoted\"\" <name>\"";
        rows.Insert(0, ["1", .. rows[0][1..]]);
        Write(header, rows);
        await ChangeManifestAsync(manifest => manifest["columns"]![2]!["type"] = "bigint");
        var before = Read(_old).Rows;

        var diff = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "jsonl", "--show", "0");

        Assert.Equal((1, ""), (diff.ExitCode, diff.Error));
        Assert.Equal(
            [
                ("column_retyped", null, "team_sent_emails", "integer", "bigint"),
                ("row_added", "1", null, null, null),
                ("changed", before[0][0], "email_provider", before[0][provider], null),
                ("changed", before[1][0], "email_provider", before[1][provider], "a \"quoted\" <name>"),
                ("row_gone", gone, null, null, null),
            ],
            diff.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).Select(line =>
                (Text(line, "kind"), Text(line, "key"), Text(line, "column"), Text(line, "old"), Text(line, "new"))));
    }

    [Fact]
    public async Task JSON_Lines_of_equal_exports_are_none()
    {
        var diff = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "jsonl");

        Assert.Equal((0, "", ""), (diff.ExitCode, diff.Output, diff.Error));
    }

    [Fact]
    public async Task A_page_has_changes_of_the_specification_first_then_counts_then_columns_the_most_changed_first()
    {
        var (header, rows) = Read(_old);
        var provider = Array.IndexOf(header, "email_provider");
        foreach (var row in rows.Take(30))
        {
            row[provider] = "<script>alert(1)</script>";
        }

        rows[0][Array.IndexOf(header, "total_emails")] = "";
        rows.Insert(0, ["1", .. rows[0][1..]]);
        Write(header, rows);
        await ChangeManifestAsync(manifest => manifest["columns"]![2]!["type"] = "bigint");
        var path = _directory.File("page.html");

        var diff = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "html", "--output", path);
        var page = await File.ReadAllTextAsync(path);
        var again = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "html", "--output", path, "--json");

        Assert.Equal((1, $"Wrote {path}\n", ""), (diff.ExitCode, diff.Output, diff.Error));
        Assert.Equal((1, 30), (again.ExitCode, JsonDocument.Parse(again.Output).RootElement.GetProperty("changed").GetInt32()));
        Assert.Equal(page, await File.ReadAllTextAsync(path));
        string[] inOrder =
        [
            "1 column is new, gone or of another type. 30 of the 300 rows in both exports differ, in 2 columns. 1 row was added, and none is gone.",
            "team_<wbr>sent_<wbr>emails</strong> bigint; it was integer", "rows changed</span><strong>30</strong>", "rows added</span><strong>1</strong>", "<article id=\"email_provider\">",
            "10 of 30 changes", "&lt;script&gt;alert(1)&lt;/script&gt;", "<article id=\"total_emails\">", "to NULL</dt><dd>1</dd>", ">1 change<", "<em>NULL</em>", "columns are the same in all rows",
        ];
        var at = inOrder.Select(text => (text, page.IndexOf(text, StringComparison.Ordinal))).ToList();
        Assert.All(at, each => Assert.True(each.Item2 >= 0, each.text));
        Assert.Equal(at.OrderBy(each => each.Item2), at);
        Assert.DoesNotMatch(@"<script|https?:|\bsrc=|url\(|style=""", page);
        Assert.DoesNotContain(_directory.Path, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_small_whatever_differs_and_its_counts_are_complete()
    {
        var (header, rows) = Read(_old);
        var provider = Array.IndexOf(header, "email_provider");
        foreach (var row in rows)
        {
            for (var column = 1; column < header.Length - 2; column++)
            {
                row[column] = row[column].Length == 0 ? "7" : "";
            }

            row[provider] = new string('&', 100_000);
        }

        Write(header, rows);
        var path = _directory.File("page.html");

        var diff = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "html", "--output", path, "--show", "1000000");

        Assert.Equal((1, ""), (diff.ExitCode, diff.Error));
        var page = await File.ReadAllTextAsync(path);
        Assert.InRange(page.Length, 1, 500_000 + (2_000 * header.Length));
        Assert.Equal(49, Regex.Count(page, $"<dd>{Accounts} <span class=\"more\">100 %</span></dd>"));
        Assert.Equal(500, Regex.Count(page, "<tr><th scope=\"row\">"));
        Assert.Contains("&amp;… (100,000 characters)</bdi>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_equal_exports_says_so_and_one_that_cannot_be_written_is_no_comparison()
    {
        var path = _directory.File("page.html");

        var equal = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "html", "--output", path);
        var nowhere = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "html", "--output", _directory.File("none/page.html"));
        var toNothing = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "html");
        var ofNothing = await AcstatsProcess.RunAsync("diff", _old, _new, "--output", path);

        Assert.Equal(0, equal.ExitCode);
        Assert.Contains("<p class=\"lead\">The two exports are equal.</p>", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Equal((2, ""), (nowhere.ExitCode, nowhere.Output));
        Assert.Contains("none/page.html' cannot be written: its folder does not exist. Create it, or name another file.", nowhere.Error, StringComparison.Ordinal);
        Assert.All([toNothing, ofNothing], result => Assert.Equal((2, ""), (result.ExitCode, result.Output)));
        Assert.All([toNothing, ofNothing], result => Assert.Contains("--format html and --output FILE belong together", result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_format_that_there_is_not_is_said()
    {
        var diff = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "xml", "--json");

        Assert.Equal((2, ""), (diff.ExitCode, diff.Output));
        Assert.Contains("Argument 'xml' not recognized", diff.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_JSON_object_and_JSON_Lines_exclude_each_other()
    {
        var diff = await AcstatsProcess.RunAsync("diff", _old, _new, "--format", "jsonl", "--json");

        Assert.Equal((2, ""), (diff.ExitCode, diff.Output));
        Assert.Contains("Give --json for one object, or --format jsonl", diff.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "--ignore", "team_sent_emails")]
    [InlineData(0, "--columns", "total_emails")]
    [InlineData(1, "--columns", "team_sent_emails")]
    public async Task A_changed_type_of_a_column_that_is_left_out_makes_no_difference(int exitCode, string option, string column)
    {
        await ChangeManifestAsync(manifest => manifest["columns"]![2]!["type"] = "bigint");

        Assert.Equal(exitCode, (await CompareAsync(_old, _new, option, column)).ExitCode);
    }

    [Fact]
    public async Task Of_a_folder_its_newest_export_is_compared()
    {
        var folder = Path.GetDirectoryName(_new)!;
        var (header, rows) = Read(_old);
        rows.RemoveAt(0);
        Write(header, rows);
        CopyExport(folder, "org-1.20251210T", "org-1.20251209T");
        await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(_new).Replace("20251210T", "20251211T", StringComparison.Ordinal)), "no manifest yet");

        var diff = await AcstatsProcess.RunAsync("diff", Path.GetDirectoryName(_old)!, folder);

        Assert.Equal((1, ""), (diff.ExitCode, diff.Error));
        Assert.Contains($"299 rows: {_manifest}\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("rows: 0 added, 1 gone, 0 changed, 299 equal\n", diff.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_leaves_a_choice_or_none_is_refused()
    {
        var folder = Path.GetDirectoryName(_new)!;
        CopyExport(folder, "org-1.", "org-2.");

        var several = await AcstatsProcess.RunAsync("diff", _old, folder);
        var chosen = await AcstatsProcess.RunAsync("diff", _old, folder, "--organization", "1");
        var unknown = await AcstatsProcess.RunAsync("diff", _old, folder, "--organization", "3");
        var other = await AcstatsProcess.RunAsync("diff", folder, _old, "--export", "account-core");

        Assert.Equal((2, ""), (several.ExitCode, several.Output));
        Assert.Contains($"'{folder}' has exports of 2 organizations: 1, 2. Choose one with --organization.", several.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (chosen.ExitCode, chosen.Error));
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains($"'{folder}' has no export account-communication-stats of organization 3", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains($"'{folder}' has no export account-core that has a manifest.", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--columns", "no_such")]
    [InlineData("--ignore", "no_such")]
    [InlineData("--tolerance", "no_such=1")]
    public async Task A_column_that_neither_has_is_refused(string option, string value)
    {
        var diff = await AcstatsProcess.RunAsync("diff", _old, _new, option, value);

        Assert.Equal(2, diff.ExitCode);
        Assert.Contains("Neither export has a column 'no_such'. They have: account_id, total_emails,", diff.Error, StringComparison.Ordinal);
    }

    private static (string[] Header, List<string[]> Rows) Read(string path)
    {
        var lines = File.ReadAllLines(path);
        Assert.All(lines, line => Assert.DoesNotContain('"', line));
        return (lines[0].Split(','), [.. lines[1..].Select(line => line.Split(','))]);
    }

    /// <summary>Writes the newer export, with a manifest that counts its rows.</summary>
    private void Write(string[] header, List<string[]> rows)
    {
        File.WriteAllLines(_new, [string.Join(',', header), .. rows.Select(row => string.Join(',', row))]);
        var manifest = JsonNode.Parse(File.ReadAllText(_manifest))!;
        manifest["rows"] = rows.Count;
        File.WriteAllText(_manifest, manifest.ToJsonString());
    }

    /// <summary>Copies an export to file names with another organization or time. The content of the files stays the same.</summary>
    private static void CopyExport(string folder, string from, string to)
    {
        foreach (var path in Directory.GetFiles(folder))
        {
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path).Replace(from, to, StringComparison.Ordinal)));
        }
    }

    private async Task ChangeManifestAsync(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(_manifest))!;
        change(manifest);
        await File.WriteAllTextAsync(_manifest, manifest.ToJsonString());
    }

    private static string? Text(JsonElement line, string property) => line.GetProperty(property).GetString();

    private static async Task<(int ExitCode, JsonElement Diff)> CompareAsync(string old, string @new, params string[] options)
    {
        var diff = await AcstatsProcess.RunAsync(["diff", old, @new, "--json", "--show", "5", .. options]);
        Assert.Equal("", diff.Error);
        return (diff.ExitCode, JsonDocument.Parse(diff.Output).RootElement);
    }

    private static (int Added, int Gone, int Changed, int Equal) CountsOf(JsonElement diff)
        => (diff.GetProperty("added").GetInt32(), diff.GetProperty("gone").GetInt32(), diff.GetProperty("changed").GetInt32(), diff.GetProperty("equal").GetInt32());

    private static Dictionary<string, (long Changed, long ToNull, long FromNull)> ColumnsOf(JsonElement diff)
        => diff.GetProperty("columns").EnumerateArray().ToDictionary(
            column => column.GetProperty("column").GetString()!,
            column => (column.GetProperty("changed").GetInt64(), column.GetProperty("to_null").GetInt64(), column.GetProperty("from_null").GetInt64()));
}
