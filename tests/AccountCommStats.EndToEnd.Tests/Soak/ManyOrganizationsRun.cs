using System.Globalization;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Soak;

/// <summary>Many organizations, three of which fail.</summary>
public sealed class ManyOrganizationsRun
{
    [Fact]
    public async Task All_but_three_are_delivered_and_resume_does_only_the_three()
    {
        var organizations = SoakRun.Count("ACSTATS_SOAK_ORGANIZATIONS", 6);
        await using var database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = 10, EventsPerAccount = 20 });
        using var directory = new TemporaryDirectory();
        // Only one organization is seeded. The view repeats its accounts for each organization.
        await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            alter table customer rename to customer_kept;
            create view customer as
              select id, number as organization_id, name, owner, revenue / (case when number in (2, 4, 5) then 0 else 1 end) as revenue
              from customer_kept, generate_series(1, {organizations}) as number
            """));
        string[] export = ["export", "--source", database.Uri, "--all-organizations", "--as-of", "2025-12-10", "--output", directory.Path];

        var first = await AcstatsProcess.RunAsync(export);
        Assert.Equal(5, first.ExitCode);
        Assert.Contains($"{organizations} organizations: {organizations - 3} delivered, 3 failed", Sorted(first.Output), StringComparison.Ordinal);
        Assert.Equal(3, first.Error.Split("division by zero").Length - 1);
        await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            create or replace view customer as
              select id, number as organization_id, name, owner, revenue / 1 as revenue
              from customer_kept, generate_series(1, {organizations}) as number
            """));

        var second = await AcstatsProcess.RunAsync([.. export, "--resume"]);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains($"{organizations} organizations: 3 delivered, {organizations - 3} skipped", Sorted(second.Output), StringComparison.Ordinal);
        SoakRun.Report(
            $"{organizations} organizations of which 3 fail",
            $"{organizations - 3} delivered, 3 explained, exit code 5; --resume delivers the 3 and skips {organizations - 3}");
    }

    /// <summary>The last line of the summary, with its counts sorted by name.</summary>
    private static string Sorted(string output)
    {
        var line = output.TrimEnd().Split('\n')[^1].Split(": ");
        return $"{line[0]}: {string.Join(", ", line[1].Split(", ").OrderBy(count => count.Split(' ')[1], StringComparer.Ordinal))}";
    }
}
