using System.Collections.Concurrent;
using AccountCommStats.EndToEnd.Tests.Soak;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Secrets;

/// <summary>A malformed source address is never printed, because it may contain a password.</summary>
public sealed class MalformedSourceTests
{
    private const int ShortRun = 12;

    private static readonly string[][] Commands =
    [
        ["export", "--organization", "42", "--output", ".", "--retries", "0"],
        ["check"],
        ["seed", "--organization", "42", "--accounts", "1"],
        ["spec", "show", "account_id"],
        ["spec", "lint"],
        ["verify", "none.csv"],
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, MalformedSources.All.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_text_is_not_in_what_is_said_of_it(int number)
    {
        var source = MalformedSources.All[number];
        var said = Record.Exception(() => Describe(source))?.ToString() ?? Describe(source);

        Assert.NotEqual("", said);
        Assert.DoesNotContain(MalformedSources.Mark, said, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("jdbc:postgresql://h/d?password=x", "JDBC")]
    [InlineData("postgresql+psycopg2://u:p@h/d", "names a driver")]
    [InlineData("\"postgresql://u:p@h/d\"", "quotes")]
    [InlineData("postgresql:/u:p@h/d", "not with postgresql://")]
    [InlineData("mysql://u:p@h/d", "a scheme that is not PostgreSQL's")]
    [InlineData("DATABASE_URL=postgresql://u:p@h/d", "name of a variable")]
    [InlineData("u:p@h/d", "lacks its scheme")]
    [InlineData("postgresql://u:p/w@h/d", "%2F")]
    [InlineData("Host=h;Password=a;b=c", "double quotes")]
    [InlineData("Host=h;Port=x", "at 'port'")]
    [InlineData("host=h nonsense=1", "parameter that is not known")]
    [InlineData("host=h sslmod=require", "sslmode")]
    [InlineData("production", "single word")]
    public void What_is_wrong_is_said_by_its_kind(string source, string kind)
    {
        var exception = Assert.Throws<SourceException>(() => SourceAddress.Parse(source));

        Assert.Contains(kind, exception.Message, StringComparison.Ordinal);
        Assert.Contains(" not repeated here", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    /// <summary>
    /// Runs every command with every source and with both log formats. The source is given as <c>--source</c>, in the
    /// environment, under a misspelled option, or as an argument. Only tests/soak.sh does all of these runs.
    /// </summary>
    [Fact]
    public async Task No_command_prints_it_however_much_it_logs()
    {
        using var folder = new TemporaryDirectory();
        var runs = (from source in MalformedSources.All
                    from command in Commands
                    from format in new[] { "text", "json" }
                    from way in new[] { "option", "environment", "misspelt", "argument" }
                    select (source, command, format, way)).ToArray();
        SoakRun.Random.Shuffle(runs);
        var faults = new ConcurrentBag<string>();
        var count = Math.Min(runs.Length, SoakRun.Count("ACSTATS_SOAK_SOURCES", ShortRun));
        await Parallel.ForEachAsync(runs.Take(count), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (run, _) =>
        {
            string[] log = ["--log-level", "trace", "--log-format", run.format];
            string[] more = run.way switch
            {
                "option" => ["--source", run.source],
                "misspelt" => ["--sorce", run.source],
                "argument" => [run.source],
                _ => [],
            };
            List<(string, string)> environment = run.way == "environment" ? [("ACSTATS_SOURCE", run.source)] : [];

            var result = await AcstatsProcess.RunInAsync(folder.Path, environment, [.. run.command, .. more, .. log]);

            if (result.Everything.Length == 0 || result.Everything.Contains(MalformedSources.Mark, StringComparison.OrdinalIgnoreCase)
                || result.ExitCode is not (0 or 2 or 3 or 4))
            {
                faults.Add($"{string.Join(' ', run.command)}, {run.way}, {run.source}: {result.ExitCode} {result.Everything}");
            }
        });
        Assert.True(faults.IsEmpty, $"{faults.Count} of {count}:\n{string.Join('\n', faults.Take(100))}");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        SoakRun.Report($"{MalformedSources.All.Count} malformed sources, {count} runs of 6 commands, 4 ways, trace, text and JSON", "the marked password is nowhere");
    }

    private static string Describe(string source)
    {
        var address = SourceAddress.Parse(source);
        return $"{address.Description} {address}";
    }
}
