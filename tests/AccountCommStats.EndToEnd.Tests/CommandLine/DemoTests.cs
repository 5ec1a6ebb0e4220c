using AccountCommStats.Exporting.Publication;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

public sealed class DemoTests
{
    [Fact]
    public async Task Leaves_a_file_of_52_columns_in_the_order_of_the_specification_and_its_manifest()
    {
        using var directory = new TemporaryDirectory();

        var demo = await AcstatsProcess.RunAsync("demo", "--accounts", "25", "--output", directory.Path);

        Assert.Equal("", demo.Error);
        Assert.Equal(0, demo.ExitCode);
        var file = Assert.Single(Directory.GetFiles(directory.Path, "*.csv"));
        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal(SpecifiedNames(), lines[0].Split(','));
        Assert.Equal(25, lines.Length - 1);
        var manifest = ExportManifest.Parse(await File.ReadAllBytesAsync(Path.ChangeExtension(file, ".manifest.json")));
        Assert.Equal(25, manifest.Rows);
        Assert.Contains(Path.GetFileName(file), demo.Output, StringComparison.Ordinal);
        Assert.Contains("What to try next", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_again_over_what_it_left()
    {
        using var directory = new TemporaryDirectory();

        await AcstatsProcess.RunAsync("demo", "--accounts", "3", "--output", directory.Path);
        var again = await AcstatsProcess.RunAsync("demo", "--accounts", "2", "--output", directory.Path);

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(3, (await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(directory.Path, "*.csv")))).Length);
    }

    /// <summary>The column names, read from the document without the product's own reader.</summary>
    private static string[] SpecifiedNames()
        => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "spec", "account-communication-stats.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 8 && int.TryParse(cells[1], out _))
            .Select(cells => cells[2])];
}
