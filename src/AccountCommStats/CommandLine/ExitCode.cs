using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.CommandLine;

/// <summary>The exit codes of <c>acstats</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>An unexpected error.</summary>
    public const int Unexpected = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The source cannot be reached, or a query failed.</summary>
    public const int Source = 3;

    /// <summary>The tables of the source do not fit the export, the organization is empty, or the specification cannot be used.</summary>
    public const int Mismatch = 4;

    /// <summary>The data breaks the specification, or its figures differ from earlier deliveries by more than expected.</summary>
    public const int Violations = 5;

    /// <summary>The output cannot be written.</summary>
    public const int Output = 6;

    /// <summary>Canceled, by Ctrl-C or SIGTERM.</summary>
    public const int Canceled = 130;

    /// <summary>The exit code for an error.</summary>
    public static int Of(Exception exception) => exception switch
    {
        ExportRequestException => Usage,
        SourceException => Source,
        SourceMismatchException or EmptyOrganizationException or SpecificationException => Mismatch,
        ViolationsException or DriftException or SourceDataException => Violations,
        OutputException { InnerException: OperationCanceledException } => Canceled,
        OutputException => Output,
        _ => Unexpected,
    };

    /// <summary>The exit code for an organization's export.</summary>
    public static int Of(ExportOutcome outcome) => outcome switch
    {
        { Failure: { } failure } => Of(failure),
        { Status: ExportStatus.Canceled } => Canceled,
        _ => Done,
    };

    /// <summary>
    /// The exit code of the most severe outcome: cancellation comes first, then unexpected errors, a wrong command line, output that cannot be
    /// written (for any organization), a source that does not fit the export, a source that may work next time, and the data of one
    /// organization.
    /// </summary>
    public static int WorstOf(IEnumerable<ExportOutcome> outcomes)
    {
        int[] bySeverity = [Canceled, Unexpected, Usage, Output, Mismatch, Source, Violations];
        var codes = outcomes.Select(Of).ToHashSet();
        return bySeverity.FirstOrDefault(codes.Contains, Done);
    }
}
