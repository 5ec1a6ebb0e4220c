using System.Text.RegularExpressions;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>DuckDB: a source is the path of a file.</summary>
internal sealed partial class DuckDbEngine : SourceEngine
{
    /// <inheritdoc/>
    public override SqlDialect Dialect => SqlDialect.DuckDb;

    /// <summary>
    /// Whether a text can only be the path of a file. If so, messages may show it. Other texts may be a mistyped connection that contains a
    /// password.
    /// </summary>
    public static bool IsPath(string text)
    {
        if (Path.Exists(text))
        {
            return true;
        }

        var folder = Path.GetDirectoryName(text);
        return PathText().IsMatch(text) && (Path.GetFileName(text).Contains('.', StringComparison.Ordinal) || Directory.Exists(folder))
            && (!text.Any(char.IsWhiteSpace) || Directory.Exists(folder));
    }

    /// <inheritdoc/>
    public override string? TryRead(string text) => IsPath(text) ? text : null;

    /// <inheritdoc/>
    public override string Describe(string connection) => $"DuckDB {connection}";

    /// <inheritdoc/>
    public override IExportSource Open(string connection, SessionLimits limits, SessionSettings settings) => new DuckDbSource(connection, settings);

    [GeneratedRegex(@"^([A-Za-z]:[\\/])?[^:;=@?&%*<>|""'`\p{C}\p{Zl}\p{Zp}]+$")]
    private static partial Regex PathText();
}
