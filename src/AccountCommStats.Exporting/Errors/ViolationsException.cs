using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Errors;

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
        Remedy = violations.Any(IsForeign) ? null : ExportRemedy.Quarantine;
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
            $"The data of {description} has {(isComplete ? "" : "at least ")}{violations.Count} {(violations.Count == 1 ? "violation" : "violations")} "
            + $"of the specification; nothing was published.");
        foreach (var (line, times) in violations.CountBy(violation => violation.Describe()))
        {
            text.Append("\n  ").Append(show(line)).Append(times == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({times:N0} times)"));
        }

        return text
            .Append(violations.Any(IsForeign)
                ? "\nCorrect the source table that lets rows of another organization through. Such rows are never written to a rejects file."
                : "\nCorrect the data or the relation that supplies the column.")
            .ToString();
    }

    private static bool IsForeign(Violation violation) => violation.Rule == ViolationRule.Tenant;
}

/// <summary>A value or row of the source that breaks a rule of the specification.</summary>
/// <param name="KeyColumn">The name of the key, such as <c>account_id</c>; the columns of a composite key joined by <c>+</c>.</param>
/// <param name="Key">The row's key; null if the key itself is at fault.</param>
/// <param name="Column">The column; null if a check is broken.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Value">The value in the source, null for NULL; if a check is broken, the text of the check.</param>
public sealed record Violation(string KeyColumn, string? Key, ExportColumn? Column, ViolationRule Rule, string? Value)
{
    private const int MaximumCharactersShown = 100;

    /// <summary>The check that is broken; null for other rules.</summary>
    public ExportCheck? Check { get; init; }

    /// <summary>
    /// The rule's stable name in rejects files and manifests, such as <c>not_null</c>. If a check is broken, the name of the check.
    /// </summary>
    public string RuleName => Check?.Name ?? Rule.ToName();

    internal static Violation Of(FieldViolation violation, string? key, ExportSchema schema)
    {
        var (ordinal, rule, value) = violation;
        return rule == ViolationRule.Check && schema.Checks[ordinal - schema.Columns.Length] is var check
            ? new Violation(schema.KeyName, key, Column: null, rule, check.Text) { Check = check }
            : new Violation(schema.KeyName, key, schema.Columns[ordinal], rule, value);
    }

    /// <summary>The violation in one line, whatever characters its value contains.</summary>
    public override string ToString() => TerminalText.Of(Describe());

    /// <summary>The violation in words, with its value unescaped.</summary>
    internal string Describe() => Column is null
        ? $"{KeyColumn} {Key ?? "unknown"}: {Value} (check {RuleName})"
        : $"{KeyColumn} {Key ?? "unknown"}, {Column.Name} {Column.Type}: {Problem} (value: {ShownValue})";

    private string Problem => Rule switch
    {
        ViolationRule.NotNull => "must not be NULL",
        ViolationRule.Length => $"longer than {CountText.Of(Column!.Type.Length, "character")}",
        ViolationRule.Range => $"outside the range of {Column!.Type}",
        ViolationRule.Finite => "not a finite value",
        ViolationRule.Format => $"not a valid {Column!.Type}",
        ViolationRule.Tenant => "not the exported organization",
        ViolationRule.KeyUnique => "the key occurs twice",
        _ => "the key comes after a greater one: the rows are not sorted by key",
    };

    private string ShownValue => Value switch
    {
        null => "NULL",
        { Length: > MaximumCharactersShown } => $"'{Value[..(MaximumCharactersShown - (char.IsHighSurrogate(Value[MaximumCharactersShown - 1]) ? 1 : 0))]}...'",
        _ => $"'{Value}'",
    };
}
