using System.Text;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Queries;

/// <summary>Builds the text of a statement.</summary>
/// <param name="tenant">The SQL type of organization ids.</param>
internal sealed class StatementText(SqlKind tenant)
{
    private readonly StringBuilder _text = new();
    private readonly List<StatementPart> _parts = [];

    /// <summary>Appends text without parameters.</summary>
    public StatementText Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Appends a parameter that every export has.</summary>
    public StatementText AppendParameter(string name) => AppendParameter(name, ExportParameters.KindOf(name, tenant));

    /// <summary>Appends a parameter of the given kind.</summary>
    public StatementText AppendParameter(string name, SqlKind kind)
    {
        EndText();
        _parts.Add(new StatementPart("", new ParameterModel(name, kind)));
        return this;
    }

    /// <summary>Appends tokens of a file as they are written, with the comments between them.</summary>
    /// <param name="sql">The file.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="replaced">Tokens, in order, with the text that replaces them.</param>
    public StatementText AppendTokens(SqlText sql, TokenRange tokens, IReadOnlyList<(TokenRange Tokens, string Text)>? replaced = null)
    {
        var end = tokens.Start < tokens.End ? sql.Tokens[tokens.Start].Start : 0;
        var next = 0;
        for (var i = tokens.Start; i < tokens.End; i++)
        {
            AppendBetween(sql.File.Text.Substring(end, sql.Tokens[i].Start - end));
            while (next < replaced?.Count && replaced[next].Tokens.Start < i)
            {
                next++;
            }

            if (next < replaced?.Count && replaced[next].Tokens.Start == i)
            {
                Append(replaced[next].Text);
                i = replaced[next].Tokens.End - 1;
            }
            else if (sql.KindOf(i) == SqlTokenKind.Parameter)
            {
                AppendParameter(sql.TextOf(i).Substring(1).ToLowerInvariant());
            }
            else
            {
                Append(WithLineFeeds(sql.TextOf(i)));
            }

            end = sql.Tokens[i].End;
        }

        return this;
    }

    /// <summary>The statement.</summary>
    public StatementModel ToModel()
    {
        EndText();
        return new(new EquatableArray<StatementPart>(_parts));
    }

    private void EndText()
    {
        if (_text.Length > 0)
        {
            _parts.Add(new StatementPart(_text.ToString(), null));
            _text.Clear();
        }
    }

    /// <summary>Appends whitespace and comments, without trailing whitespace.</summary>
    private void AppendBetween(string text)
    {
        if (text.Length <= 1 && text is "" or " " or "\n")
        {
            _text.Append(text);
            return;
        }

        var lines = WithLineFeeds(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            _text.Append(i < lines.Length - 1 ? lines[i].TrimEnd() + "\n" : lines[i]);
        }
    }

    private static string WithLineFeeds(string text) => text.IndexOf('\r') < 0 ? text : text.Replace("\r\n", "\n").Replace('\r', '\n');
}
