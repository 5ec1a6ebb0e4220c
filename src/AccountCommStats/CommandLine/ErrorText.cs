using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.CommandLine;

/// <summary>Adds to error messages the command line options that help.</summary>
internal static class ErrorText
{
    /// <summary>The message as it is, and the message made safe for a terminal. Both name the option that helps, if there is one.</summary>
    public static (string Text, string Visible) Of(Exception exception) => exception switch
    {
        ExportException { Remedy: { } remedy } export => ($"{export.Message} {OptionFor(remedy)}", $"{export.VisibleMessage} {OptionFor(remedy)}"),
        ExportException export => (export.Message, export.VisibleMessage),
        _ => (UnexpectedError.Describe(exception), TerminalText.Of(UnexpectedError.Describe(exception))),
    };

    /// <summary>A check's result whose remedy also names the option that helps.</summary>
    public static CheckResult Of(CheckResult result)
        => result.RemedyKind is { } kind ? result with { Remedy = $"{result.Remedy} {OptionFor(kind)}" } : result;

    private static string OptionFor(ExportRemedy remedy) => remedy switch
    {
        ExportRemedy.AllowFuture => "Or add --allow-future.",
        ExportRemedy.AllowEmpty => "To export a file without rows, add --allow-empty.",
        ExportRemedy.NameOrganizations => "Name the organizations with --organization.",
        ExportRemedy.ReadOnOneConnection => "Or export with --connections 1.",
        ExportRemedy.WaitForLock => "Or wait for the lock with --wait-for-lock SECONDS.",
        ExportRemedy.Quarantine => "Or export with --on-violation quarantine, which puts such rows into a rejects file.",
        ExportRemedy.KeepRowSecurity =>
            "'acstats check' names the tables and the roles. If the policies are to decide what is exported, export with --row-security on, and with --session NAME=VALUE if they read a setting.",
        ExportRemedy.SetSessionSettings => "Export with --session NAME=VALUE.",
        ExportRemedy.RaiseTimeLimit => "If that was the time limit, see --statement-timeout.",
        ExportRemedy.CheckSource => "'acstats check' shows where tables of that name are.",
        ExportRemedy.GrantLeastPrivilege => "'acstats check --grants ROLE' prints all that a role needs.",
        ExportRemedy.PublishDrift => "If the figures are right, export with --on-drift warn, and accept the delivery with 'acstats accept FILE --reason TEXT'.",
        ExportRemedy.ExportWithoutLock => "Or, if no other process exports the same files, export with --s3-lock off.",
        _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy, "Unknown remedy."),
    };
}
