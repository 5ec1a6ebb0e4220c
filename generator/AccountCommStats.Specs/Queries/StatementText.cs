using System.Text;

namespace AccountCommStats.Specs;

/// <summary>Builds the text of a statement.</summary>
internal sealed class StatementText
{
    private readonly StringBuilder _text = new();
    private readonly List<StatementPart> _parts = [];

    /// <summary>Appends text that holds no parameter.</summary>
    public StatementText Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Appends a parameter.</summary>
    public StatementText AppendParameter(string name, SqlKind kind)
    {
        EndText();
        _parts.Add(new StatementPart("", new ParameterModel(name, kind)));
        return this;
    }

    /// <summary>Appends a relation as a common table named after it, <c>x_relation as (...)</c>.</summary>
    public StatementText AppendCommonTable(Relation relation)
    {
        Append(NameOf(relation)).Append(" as (\n");
        AppendSelect(relation);
        return Append("\n)");
    }

    /// <summary>The statement.</summary>
    public StatementModel ToModel()
    {
        EndText();
        return new(new EquatableArray<StatementPart>(_parts));
    }

    /// <summary>The common table of a relation, as SQL.</summary>
    public static string NameOf(Relation relation) => SqlName.Quote(relation.CommonTable);

    private void EndText()
    {
        if (_text.Length > 0)
        {
            _parts.Add(new StatementPart(_text.ToString(), null));
            _text.Clear();
        }
    }

    /// <summary>Appends a relation's SELECT as it is written, from its first token to its last, so without opening comment.</summary>
    private void AppendSelect(Relation relation)
    {
        var sql = relation.Sql;
        var end = sql.Tokens[relation.Start].Start;
        for (var i = relation.Start; i < relation.End; i++)
        {
            var token = sql.Tokens[i];
            AppendBetween(sql.File.Text.Substring(end, token.Start - end));
            if (token.Kind == SqlTokenKind.Parameter)
            {
                var name = sql.TextOf(i).Substring(1).ToLowerInvariant();
                AppendParameter(name, ExportParameters.KindOf(name));
            }
            else
            {
                Append(WithLineFeeds(sql.TextOf(i)));
            }

            end = token.End;
        }
    }

    /// <summary>Appends blanks and comments, without the blanks at the end of a line.</summary>
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
