using System.Globalization;
using System.Text;

namespace AccountCommStats.Specs;

/// <summary>Builds the text of a statement and numbers its parameters as they appear.</summary>
internal sealed class StatementText
{
    private readonly StringBuilder _text = new();
    private readonly List<ParameterModel> _parameters = [];

    /// <summary>Appends text that holds no parameter.</summary>
    public StatementText Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Appends a parameter; the first time it appears it gets the next number.</summary>
    public StatementText AppendParameter(string name, SqlKind kind)
    {
        var index = _parameters.FindIndex(parameter => parameter.Name == name);
        if (index < 0)
        {
            index = _parameters.Count;
            _parameters.Add(new ParameterModel(name, kind));
        }

        _text.Append('$').Append((index + 1).ToString(CultureInfo.InvariantCulture));
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
    public StatementModel ToModel() => new(_text.ToString(), new EquatableArray<ParameterModel>(_parameters));

    /// <summary>The common table of a relation, as SQL.</summary>
    public static string NameOf(Relation relation) => SqlName.Quote(relation.CommonTable);

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
