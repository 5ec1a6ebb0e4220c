using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace AccountCommStats.Exporting.Schema;

/// <summary>A SQL text with its parameters, for PostgreSQL and DuckDB.</summary>
/// <param name="Parts">The text in pieces, with the parameters in their places.</param>
public sealed record SqlStatement(ImmutableArray<SqlPart> Parts)
{
    /// <summary>The parameters, each once, in the order of their first appearance.</summary>
    public ImmutableArray<StatementParameter> Parameters { get; } = [.. Parts.Select(part => part.Parameter).OfType<StatementParameter>().Distinct()];

    /// <summary>The text with <c>$1</c> to <c>$n</c> for <see cref="Parameters"/>, without a final semicolon.</summary>
    public string Sql => Write(parameter => $"${Parameters.IndexOf(parameter) + 1}");

    /// <summary>Creates a statement from an interpolated string whose holes are parameters: <c>$"select {"first_key":Bigint}"</c>.</summary>
    /// <param name="text">The text.</param>
    public static SqlStatement Create(SqlStatementText text) => new(text.ToParts());

    /// <summary>This statement with a text before it and a text after it. Neither text may hold a parameter.</summary>
    public SqlStatement Within(string before, string after) => new([new SqlPart(before), .. Parts, new SqlPart(after)]);

    /// <summary>The text with a replacement for each parameter.</summary>
    /// <param name="replacement">What to write for a parameter.</param>
    public string Write(Func<StatementParameter, string> replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        var text = new StringBuilder(Parts.Sum(part => part.Text.Length));
        foreach (var part in Parts)
        {
            text.Append(part.Parameter is { } parameter ? replacement(parameter) : part.Text);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Sql;
}

/// <summary>A piece of a SQL text: text, or a parameter.</summary>
/// <param name="Text">The text; empty for a parameter.</param>
/// <param name="Parameter">The parameter; null for text.</param>
public readonly record struct SqlPart(string Text, StatementParameter? Parameter = null);

/// <summary>A parameter of a statement.</summary>
/// <param name="Name">Name, such as <c>organization_id</c>.</param>
/// <param name="Kind">Type of the value that is sent.</param>
public sealed record StatementParameter(string Name, SqlKind Kind);

/// <summary>Receives the pieces of an interpolated string. See <see cref="SqlStatement.Create"/>.</summary>
/// <param name="literalLength">Number of characters of text.</param>
/// <param name="formattedCount">Number of parameters.</param>
[InterpolatedStringHandler]
public readonly struct SqlStatementText(int literalLength, int formattedCount)
{
    private readonly ImmutableArray<SqlPart>.Builder _parts =
        ImmutableArray.CreateBuilder<SqlPart>((2 * formattedCount) + (literalLength > 0 ? 1 : 0));

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string text) => _parts.Add(new SqlPart(text));

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="format">A name of <see cref="SqlKind"/>.</param>
    public void AppendFormatted(string name, string format) => _parts.Add(new SqlPart("", new StatementParameter(name, Enum.Parse<SqlKind>(format))));

    internal ImmutableArray<SqlPart> ToParts() => _parts.ToImmutable();
}
