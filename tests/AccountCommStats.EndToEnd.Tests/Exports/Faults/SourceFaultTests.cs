using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports.Faults;

/// <summary>
/// Rows that cannot be counted are reported: with their account or, if they have none, in a remark. No number changes silently.
/// </summary>
public sealed class SourceFaultTests(FaultySources sources) : IClassFixture<FaultySources>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<int> Faults { get; } = [.. Enumerable.Range(0, SourceFault.All.Count)];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public Task On_PostgreSQL(int fault) => AssertToldAsync(sources.Postgres, SourceFault.All[fault]);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task On_DuckDB(int fault) => AssertToldAsync(sources.DuckDb, SourceFault.All[fault]);

    [Fact]
    public async Task An_export_that_meets_a_fault_names_account_and_check_and_publishes_nothing()
    {
        var fault = SourceFault.All.First(fault => fault.Check == "email_sent_at");

        var outcome = await AcstatsProcess.RunAsync(
            "export", "--source", sources.DuckDbFile, "--organization", $"{FaultySources.With(fault)}", "--as-of", "2025-06-30", "--output", _directory.Path);

        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("account_id 2: an e-mail's sent_at is NULL or infinite (check email_sent_at)", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_quarantined_fault_is_counted_by_its_check_and_verified()
    {
        var result = await ExportAsync(sources.DuckDb, FaultySources.With(SourceFault.All.First(fault => fault.Check == "email_sentiment")));

        Assert.Equal(new Dictionary<string, long> { ["email_sentiment"] = 3 }, result.Manifest.Violations.Rules);
        var lines = await File.ReadAllLinesAsync(result.RejectsPath!);
        Assert.Equal("account_id,column,rule,value", lines[0]);
        Assert.Equal(
            new[] { 1, 2, 3 }.Select(account => $"{account},,email_sentiment,\"an e-mail's sentiment is not `positive`, `neutral` or `negative`\""),
            lines.Skip(1));
        var verified = await AcstatsProcess.RunAsync("verify", result.FilePath);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));

        await File.WriteAllTextAsync(result.RejectsPath!, (await File.ReadAllTextAsync(result.RejectsPath!)).Replace("2,,email", "2,total_emails,email", StringComparison.Ordinal));
        verified = await AcstatsProcess.RunAsync("verify", result.FilePath);
        Assert.Equal(5, verified.ExitCode);
        Assert.Contains("the rule 'email_sentiment' does not concern a column, but the line names 'total_emails'", verified.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_remarks_how_many_rows_belong_to_no_account()
    {
        var fault = SourceFault.All.First(fault => fault is { Remark: "email_unknown_customer" });

        var outcome = await AcstatsProcess.RunAsync(
            "export", "--source", sources.DuckDbFile, "--organization", $"{FaultySources.With(fault)}", "--as-of", "2025-06-30", "--output", _directory.Path);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(
            "2 rows of the source are not counted: email_prop.customer_id does not exist in customer (remark email_unknown_customer).",
            outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_belong_to_no_account_are_counted_once_by_several_connections()
    {
        var fault = SourceFault.All.First(fault => fault is { Remark: "email_unknown_customer" });

        var result = await ExportAsync(sources.Postgres, FaultySources.With(fault), connections: 2);

        Assert.Equal([Sentence(fault)], result.Remarks);
    }

    private async Task AssertToldAsync(IExportSource source, SourceFault fault)
    {
        var with = await ExportAsync(source, FaultySources.With(fault));
        if (fault.Check is { } check)
        {
            var rejects = await File.ReadAllLinesAsync(with.RejectsPath!);
            string[] accounts = fault.Table == "calendar_event_attendee"
                ? [FaultySources.Among, FaultySources.Alone] // Attendees of a future meeting are not counted at all.
                : [FaultySources.Among, FaultySources.Alone, FaultySources.Later];
            Assert.All(accounts, account => Assert.Contains(rejects, line => line.StartsWith($"{account},,{check},", StringComparison.Ordinal)));
            Assert.Equal(await sources.SoundRowAsync(source, () => RowOfAsync(source)), (await RowsAsync(with))[FaultySources.Sound]);
        }
        else
        {
            Assert.Contains(Sentence(fault), with.Remarks);
            Assert.Null(with.RejectsPath);
            Assert.Equal(await RowsAsync(await ExportAsync(source, FaultySources.Without(fault))), await RowsAsync(with));
        }
    }

    private async Task<string> RowOfAsync(IExportSource source)
        => (await RowsAsync(await ExportAsync(source, FaultySources.SoundOrganization)))[FaultySources.Sound];

    private static string Sentence(SourceFault fault)
    {
        var remarks = AccountCommunicationStats.Schema.Remarks.Concat(AccountCommunicationStats.Query.SystemRemarks.SelectMany(remarks => remarks.Remarks));
        return $"{fault.Rows} rows of the source are not counted: {remarks.First(remark => remark.Name == fault.Remark).Text} (remark {fault.Remark}).";
    }

    private Task<ExportResult> ExportAsync(IExportSource source, long organization, int connections = 1)
        => new Exporter<AccountCommunicationStats>(source).ExportAsync(
            new ExportRequest
            {
                OrganizationId = organization,
                AsOf = FaultySources.AsOf,
                OutputDirectory = _directory.Path,
                OnViolation = ViolationHandling.Quarantine,
                Connections = connections,
            },
            null,
            CancellationToken.None);

    /// <summary>The rows of a file by account, without the columns <c>extracted_at</c> and <c>data_as_of</c>.</summary>
    private static async Task<Dictionary<string, string>> RowsAsync(ExportResult result)
    {
        var lines = await File.ReadAllLinesAsync(result.FilePath);
        var times = lines[0].Split(',').Count(column => column is "extracted_at" or "data_as_of");
        return lines.Skip(1).Select(line => line.Split(',')).ToDictionary(
            fields => fields[0], fields => string.Join(',', fields.SkipLast(times)));
    }
}
