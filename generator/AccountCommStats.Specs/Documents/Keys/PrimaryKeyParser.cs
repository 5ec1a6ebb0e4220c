using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Keys;

/// <summary>The content of a primary key line.</summary>
/// <param name="Columns">The columns of the key, or of the first key if alternatives are offered.</param>
/// <param name="Alternatives">The text that offers other keys; null if there is none.</param>
/// <param name="Tokens">All tokens of the line.</param>
internal sealed record PrimaryKeyStatement(
    IReadOnlyList<Located<string>> Columns, TextSpan? Alternatives, IReadOnlyList<PrimaryKeyToken> Tokens);

/// <summary>Reads a primary key: a column in backticks, several columns that are joined or listed, or a choice of several keys.</summary>
internal sealed class PrimaryKeyParser
{
    private readonly List<Located<string>> _columns = [];
    private int _depth;
    private int _keyDepth = int.MaxValue;
    private PrimaryKeyTokenKind? _joint = PrimaryKeyTokenKind.Joint;
    private bool _isChoice;
    private bool _isEnded;
    private int? _orStart;
    private TextSpan? _alternatives;

    private PrimaryKeyParser()
    {
    }

    /// <summary>Reads a primary key line. Parentheses after a name contain a remark.</summary>
    /// <param name="statement">The line, with the list below it.</param>
    /// <param name="tokens">Splits the line into tokens.</param>
    public static PrimaryKeyStatement Read(MetadataLine statement, PrimaryKeyTokens tokens)
    {
        var parser = new PrimaryKeyParser();
        var value = tokens.Read(statement.Value);
        var all = new List<PrimaryKeyToken>(value);
        parser.ReadPart(value, statement.Value.End);

        // A list is part of the key if the line before it is incomplete.
        var last = value.Count == 0 ? null : value[value.Count - 1];
        var goesOn = parser._columns.Count == 0 || last?.Kind == PrimaryKeyTokenKind.Joint || last?.Text == ":";
        foreach (var item in goesOn || statement.IsHeading ? statement.Items : [])
        {
            var part = tokens.Read(item);
            all.AddRange(part);
            if (!goesOn)
            {
                continue;
            }

            if (parser._isChoice && parser._columns.Count > 0)
            {
                parser._alternatives ??= TextSpan.FromBounds(item.Start, statement.Items[statement.Items.Count - 1].End);
                continue;
            }

            parser.StartPart();
            parser.ReadPart(part, item.End);
        }

        return new PrimaryKeyStatement(parser._columns, parser._alternatives, all);
    }

    private void StartPart()
    {
        (_depth, _keyDepth, _joint, _isEnded, _orStart) = (0, int.MaxValue, PrimaryKeyTokenKind.Joint, false, null);
    }

    private void ReadPart(IReadOnlyList<PrimaryKeyToken> tokens, int end)
    {
        var first = _columns.Count;
        foreach (var token in tokens)
        {
            Read(token, end, isFirst: _columns.Count == first);
            if (_isEnded)
            {
                return;
            }
        }
    }

    private void Read(PrimaryKeyToken token, int end, bool isFirst)
    {
        switch (token.Kind)
        {
            case PrimaryKeyTokenKind.Open:
                _depth++;

                // A joined column may be in parentheses, as in "and the line (`line_no`)".
                _keyDepth = _joint == PrimaryKeyTokenKind.Joint && !isFirst ? Math.Max(_keyDepth, _depth) : _keyDepth;
                return;

            case PrimaryKeyTokenKind.Close:
                _depth--;
                return;

            case var _ when _depth > _keyDepth:
                return;

            case PrimaryKeyTokenKind.Joint or PrimaryKeyTokenKind.Comma:
                _joint = _joint == PrimaryKeyTokenKind.Joint ? _joint : token.Kind;
                return;

            case PrimaryKeyTokenKind.Or:
                _isChoice |= isFirst;
                _orStart ??= isFirst ? null : token.Span.Start;
                return;

            case PrimaryKeyTokenKind.Name when _orStart is { } start:
                _alternatives ??= TextSpan.FromBounds(start, end);
                _isEnded = true;
                return;

            case PrimaryKeyTokenKind.Name when _joint is not null:
                _columns.Add(new Located<string>(token.Text, token.Span));
                _keyDepth = isFirst ? _depth : _keyDepth;
                _joint = null;
                return;

            case PrimaryKeyTokenKind.Filler:
                _isChoice |= isFirst && token.Text.Equals("either", StringComparison.OrdinalIgnoreCase);
                return;

            // A name that follows the key without a joint is part of a remark. A case above handles a name that begins another key.
            case PrimaryKeyTokenKind.Name:
                _isEnded = true;
                return;

            default:
                _isEnded = !isFirst && _orStart is null && (_joint != PrimaryKeyTokenKind.Joint || token.Kind == PrimaryKeyTokenKind.Remark);
                return;
        }
    }
}
