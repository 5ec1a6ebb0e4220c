using System.Globalization;
using System.Text;

namespace AccountCommStats.Exporting;

/// <summary>The data breaks the specification. Nothing was published.</summary>
public sealed class ViolationsException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="description">What was exported, such as the organization.</param>
    /// <param name="violations">The violations found, in the order of the rows.</param>
    /// <param name="isComplete">Whether these are all; otherwise the export stopped at the limit.</param>
    public ViolationsException(string description, IReadOnlyList<Violation> violations, bool isComplete)
        : base(Describe(description, violations, isComplete, line => line))
    {
        Violations = violations;
        IsComplete = isComplete;
        VisibleMessage = Describe(TerminalText.Of(description), violations, isComplete, TerminalText.Of);
    }

    /// <inheritdoc/>
    public override string VisibleMessage { get; }

    /// <summary>The violations found, in the order of the rows.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    /// <summary>Whether <see cref="Violations"/> are all there are; otherwise the export stopped at its limit.</summary>
    public bool IsComplete { get; }

    private static string Describe(string description, IReadOnlyList<Violation> violations, bool isComplete, Func<string, string> show)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"The data of {description} breaks the specification {(isComplete ? "" : "at least ")}{violations.Count} times; nothing was published.");
        foreach (var (line, times) in violations.CountBy(violation => violation.Describe()))
        {
            text.Append("\n  ").Append(show(line)).Append(times == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({times:N0} times)"));
        }

        return text
            .Append(violations.Any(violation => violation.Rule == ViolationRule.Tenant)
                ? "\nCorrect the source table that lets rows of another organization through. They never go to a rejects file."
                : "\nCorrect the data or the relation that supplies the column, or export with --on-violation quarantine, "
                    + "which puts such rows into a rejects file.")
            .ToString();
    }
}

/// <summary>A value of the source that breaks a rule of the specification.</summary>
/// <param name="KeyColumn">The name of the key, such as <c>account_id</c>; the columns of a composite key joined by <c>+</c>.</param>
/// <param name="Key">The row's key; null where the key itself is at fault.</param>
/// <param name="Column">The column.</param>
/// <param name="Type">The column's data type.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Value">The value as the source has it; null for NULL.</param>
public sealed record Violation(string KeyColumn, string? Key, string Column, SqlType Type, ViolationRule Rule, string? Value)
{
    private const int MostCharactersShown = 100;

    /// <summary>The violation in one line, whatever the value holds.</summary>
    public override string ToString() => TerminalText.Of(Describe());

    /// <summary>The violation with its value as it is.</summary>
    internal string Describe() => $"{KeyColumn} {Key ?? "unknown"}, {Column} {Type}: {Problem} (value: {ShownValue})";

    private string Problem => Rule switch
    {
        ViolationRule.NotNull => "must not be NULL",
        ViolationRule.Length => $"longer than {Type.Length} characters",
        ViolationRule.Range => $"outside what {Type} holds",
        ViolationRule.Finite => "not a finite value",
        ViolationRule.Format => $"not of the form of a {Type}",
        ViolationRule.Tenant => "not the organization that is exported",
        ViolationRule.KeyUnique => "the key occurs twice",
        _ => "the key comes after a greater one; the rows are not in the order of the key",
    };

    private string ShownValue => Value switch
    {
        null => "NULL",
        { Length: > MostCharactersShown } => $"'{Value[..(MostCharactersShown - (char.IsHighSurrogate(Value[MostCharactersShown - 1]) ? 1 : 0))]}...'",
        _ => $"'{Value}'",
    };
}
