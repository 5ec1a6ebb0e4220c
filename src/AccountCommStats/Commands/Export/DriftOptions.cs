using System.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Expectations;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Exporting.Runs;

namespace AccountCommStats.Commands.Export;

/// <summary>The comparison options of <c>acstats export</c>.</summary>
internal sealed class DriftOptions
{
    private readonly Option<string?> _against = new("--against")
    {
        Description = "Before anything is published, compare the figures of each organization with its earlier deliveries in a folder (a delivery with drift counts only if it was accepted), or with the one delivery whose manifest is given.",
        HelpName = "PATH",
    };

    private readonly Option<string> _onDrift = new("--on-drift")
    {
        Description = "What to do if figures moved beyond what the specification allows. warn: publish the export, with the drift in its manifest; fail: publish nothing.",
        HelpName = "warn|fail",
        DefaultValueFactory = _ => "warn",
    };

    /// <summary>Adds the options and their validation.</summary>
    public void AddTo(Command command)
    {
        _onDrift.AcceptOnlyFromAmong("warn", "fail");
        command.Options.Add(_against);
        command.Options.Add(_onDrift);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_against) is not { Tokens.Count: > 0 })
            {
                if (result.GetResult(_onDrift) is { Tokens.Count: > 0 })
                {
                    result.AddError("--on-drift needs --against, which names the deliveries to compare with.");
                }
            }
            else if (result.GetValue(_against) is { } path && S3Address.HasScheme(path))
            {
                result.AddError("--against must be a folder or a manifest. For deliveries in object storage, copy the manifests and the records of 'acstats accept' into a folder.");
            }
        });
    }

    /// <summary>The folder or manifest of earlier deliveries; null for none.</summary>
    public string? Against(ParseResult parse) => parse.GetValue(_against);

    /// <summary>Adds the comparison to a request.</summary>
    /// <exception cref="SourceException">The earlier deliveries cannot be read.</exception>
    public ExportRequest Apply(ParseResult parse, ExportRequest request) => request with
    {
        Against = Against(parse) is { } path ? DeliveryHistory.Open(path) : null,
        OnDrift = parse.GetValue(_onDrift) == "fail" ? DriftHandling.Fail : DriftHandling.Warn,
    };
}
