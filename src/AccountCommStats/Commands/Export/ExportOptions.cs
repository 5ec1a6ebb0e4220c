using System.CommandLine;
using System.CommandLine.Parsing;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exports;

namespace AccountCommStats.Commands.Export;

/// <summary>The options of <c>acstats export</c>.</summary>
internal sealed class ExportOptions
{
    private const int MaximumDefaultConnections = 4;
    private const int MaximumSeconds = 7 * 24 * 60 * 60;

    private readonly Option<IReadOnlyList<Exporting.Export>?> _export = ExportOption.CreateForSeveral();
    private readonly SourceOption _source = new();
    private readonly Option<string[]> _organizations = new("--organization", "-o")
    {
        Description = "The organizations to export.",
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _allOrganizations = new("--all-organizations")
    {
        Description = "Export every organization that the source has.",
    };

    private readonly Option<OrganizationShard> _shard = new("--shard")
    {
        Description = "Export one of N shares of the organizations, so that N processes export all of them together. K counts from 1.",
        HelpName = "K/N",
        CustomParser = result =>
        {
            if (!OrganizationShard.TryParse(result.Tokens[0].Value, out var shard))
            {
                result.AddError($"--shard is '{result.Tokens[0].Value}'. Write the number of the share and the number of shares, such as 3/8; the first is 1/8.");
            }

            return shard;
        },
    };

    private readonly Option<int> _parallelOrganizations = CommonOptions.WholeNumber(
        "--parallel-organizations", "N", "The maximum number of organizations exported at once. They share the connections.", 2, 1, 64);

    private readonly OutputOptions _output = new();
    private readonly Option<DateTime?> _asOf = CommonOptions.AsOf();
    private readonly Option<bool> _allowFuture = new("--allow-future")
    {
        Description = "Allow an --as-of that is in the future according to the source's clock.",
    };

    private readonly Option<int> _timeFrameDays = CommonOptions.WholeNumber(
        "--time-frame-days", "DAYS", "The effort columns count what happened in this many days before --as-of.", 90, 1, 36_500);

    private readonly Option<int> _connections = CommonOptions.WholeNumber(
        "--connections",
        "N",
        "The maximum number of connections to a PostgreSQL source. Default: one per core of this machine, at most 4; small exports use one.",
        Math.Min(MaximumDefaultConnections, Environment.ProcessorCount),
        1,
        64);

    private readonly Option<string> _onViolation = new("--on-violation")
    {
        Description = "What to do with rows that break the specification. fail: publish nothing; quarantine: write them to a rejects file.",
        HelpName = "fail|quarantine",
        DefaultValueFactory = _ => "fail",
    };

    private readonly Option<int> _maxViolations = CommonOptions.WholeNumber(
        "--max-violations", "N", "With --on-violation fail: the maximum number of violations to list.", 100, 1, 1_000_000);

    private readonly Option<bool> _allowEmpty = new("--allow-empty")
    {
        Description = "Export a file without rows if the source has no row of the organization. Default: that is an error, with exit code 4.",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Skip organizations whose files for the same --as-of exist and agree with their manifest.",
    };

    private readonly Option<int> _waitForLock = CommonOptions.WholeNumber(
        "--wait-for-lock", "SECONDS", "The maximum wait while another acstats writes the same files.", 0, 0, MaximumSeconds);

    private readonly Option<int> _retries = CommonOptions.WholeNumber(
        "--retries", "N", "How many times to retry, with a new snapshot, after a transient failure of the source.", 3, 0, 100);

    private readonly Option<double> _retryDelay = CommonOptions.Number(
        "--retry-delay",
        "SECONDS",
        "The approximate wait before the first retry. It doubles with each further one, up to a minute.",
        0.0,
        3600.0);

    private readonly Option<int> _statementTimeout = CommonOptions.WholeNumber(
        "--statement-timeout",
        "SECONDS",
        "The time limit of one query on a PostgreSQL server; 0 for no limit.",
        (int)SessionLimits.DefaultStatement.TotalSeconds,
        0,
        MaximumSeconds);

    private readonly DriftOptions _drift = new();
    private readonly Option<bool> _report = new("--report")
    {
        Description = "Once the files are published, write the report of each export beside them; see 'acstats report'. Not for object storage.",
    };

    private readonly SessionOptions _session = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON." };

    /// <summary>Adds the options and their validation.</summary>
    public void AddTo(Command command)
    {
        _retryDelay.DefaultValueFactory = _ => 2;
        _onViolation.AcceptOnlyFromAmong("fail", "quarantine");
        Option[] options =
        [
            _export, _source, _organizations, _allOrganizations, _shard, _parallelOrganizations, _asOf, _allowFuture, _timeFrameDays, _connections,
            _onViolation, _maxViolations, _allowEmpty, _resume, _waitForLock, _retries, _retryDelay, _statementTimeout, _report, _json,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        _output.AddTo(command);
        _drift.AddTo(command);
        _session.AddTo(command);
        _source.RequireOn(command);
        command.Validators.Add(CheckTogether);
    }

    /// <summary>The exports to make.</summary>
    public IReadOnlyList<Exporting.Export> Exports(ParseResult parse) => parse.Selected(_export);

    /// <summary>Opens the source.</summary>
    public IExportSource OpenSource(ParseResult parse) => ExportSource.Open(
        _source.ValueIn(parse)!,
        new SessionLimits { Statement = TimeSpan.FromSeconds(parse.GetValue(_statementTimeout)) },
        _session.Settings(parse));

    /// <summary>The named organizations; null for all organizations of the source.</summary>
    public IReadOnlyList<OrganizationId>? Organizations(ParseResult parse)
    {
        var kind = Exports(parse)[0].Query.OrganizationKind;
        return parse.GetValue(_allOrganizations)
            ? null
            : [.. parse.GetRequiredValue(_organizations).Select(text => OrganizationId.Parse(text, kind)).Distinct()];
    }

    /// <summary>The share of the organizations to export; by default, all.</summary>
    public OrganizationShard Shard(ParseResult parse) => parse.GetValue(_shard);

    /// <summary>Opens the destination.</summary>
    /// <exception cref="ExportRequestException">The address of a bucket is malformed.</exception>
    public IExportDestination OpenDestination(ParseResult parse) => _output.OpenDestination(parse);

    /// <summary>The request to export the chosen organizations.</summary>
    public ExportBatchRequest Request(ParseResult parse, IExportDestination destination) => new(
        _drift.Apply(parse, _output.Apply(parse, new ExportRequest
        {
            OrganizationId = default,
            AsOf = parse.GetValue(_asOf),
            AllowFuture = parse.GetValue(_allowFuture),
            TimeFrame = TimeSpan.FromDays(parse.GetValue(_timeFrameDays)),
            OutputDirectory = _output.Directory(parse),
            OnViolation = parse.GetValue(_onViolation) == "quarantine" ? ViolationHandling.Quarantine : ViolationHandling.Fail,
            MaxViolations = parse.GetValue(_maxViolations),
            AllowEmpty = parse.GetValue(_allowEmpty),
            ConnectsAsNeeded = parse.GetResult(_connections) is null or { Implicit: true },
            Retries = parse.GetValue(_retries),
            RetryDelay = TimeSpan.FromSeconds(parse.GetValue(_retryDelay)),
            LockTimeout = TimeSpan.FromSeconds(parse.GetValue(_waitForLock)),
        }, destination)))
    {
        Connections = parse.GetValue(_connections),
        ParallelOrganizations = parse.GetValue(_parallelOrganizations),
        Resume = parse.GetValue(_resume),
        HasAllOrganizations = parse.GetValue(_allOrganizations),
    };

    /// <summary>Whether to write reports.</summary>
    public bool WantsReports(ParseResult parse) => parse.GetValue(_report);

    /// <summary>The folder or manifest of earlier deliveries; null for none.</summary>
    public string? Against(ParseResult parse) => _drift.Against(parse);

    /// <summary>Whether the summary is JSON.</summary>
    public bool WantsJson(ParseResult parse) => parse.GetValue(_json);

    /// <summary>Checks the options that depend on each other.</summary>
    private void CheckTogether(CommandResult result)
    {
        var named = result.GetResult(_organizations) is { Tokens.Count: > 0 };
        var all = result.GetValue(_allOrganizations);
        if (named == all)
        {
            result.AddError(named
                ? "Give either --organization or --all-organizations, not both."
                : "No organization: give --organization ID, or --all-organizations.");
        }

        CheckOrganizations(result);
        if (result.GetValue(_report) && _output.IsBucket(result))
        {
            result.AddError("--report is not for object storage: a report is made from published files, which an export does not download. Run 'acstats report' on a copy of them.");
        }

        if (result.GetValue(_resume) && result.GetResult(_asOf) is not { Tokens.Count: > 0 })
        {
            result.AddError("--resume needs --as-of: without it each run has its own as-of time, and there is nothing to resume.");
        }
    }

    /// <summary>
    /// Checks that organizations have the type that the export expects. Also reports misspelled options, which the parser takes for
    /// organizations.
    /// </summary>
    private void CheckOrganizations(CommandResult result)
    {
        // The value is not read with GetValue, which throws if the value is wrong. Such a value has already been reported.
        var export = result.GetResult(_export) is { Tokens: [var names] } ? ExportCatalog.Find(names.Value.Split(',')[0].Trim()) : ExportCatalog.Default;
        if (export is null)
        {
            return;
        }

        foreach (var text in (result.GetResult(_organizations)?.Tokens ?? []).Select(token => token.Value))
        {
            try
            {
                OrganizationId.Parse(text, export.Query.OrganizationKind);
            }
            catch (FormatException exception)
            {
                var oneByOne = text.Contains(',', StringComparison.Ordinal) ? " Separate several with spaces: --organization 1 2 3." : "";
                result.AddError(text.StartsWith('-') ? UsageErrors.NoSuchOption(result, text) : $"--organization: {exception.Message}{oneByOne}");
            }
        }
    }
}
