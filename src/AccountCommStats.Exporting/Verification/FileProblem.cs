using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Something in a delivered file that differs from the specification or the manifest.</summary>
/// <param name="File">Path of the file it is in.</param>
/// <param name="Line">Line of the file, counted from 1 as an editor does; null if the problem concerns the whole file.</param>
/// <param name="Field">Number of the field in its row, from 1; null if the problem concerns the whole row.</param>
/// <param name="Column">The column's name, if known.</param>
/// <param name="Message">What is wrong.</param>
public sealed record FileProblem(string File, long? Line, int? Field, string? Column, string Message)
{
    /// <summary>The problem in one line, whatever characters the file contains: <c>path:line: field n (column): message</c>.</summary>
    public override string ToString()
    {
        var place = Line is null ? File : FormattableString.Invariant($"{File}:{Line}");
        var field = Field is null ? "" : FormattableString.Invariant($"field {Field}{(Column is null ? "" : $" ({Column})")}: ");
        return TerminalText.Of($"{place}: {field}{Message}");
    }
}
