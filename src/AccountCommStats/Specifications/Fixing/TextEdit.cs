using System.Text;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>A range of a text and its replacement.</summary>
/// <param name="Span">The range.</param>
/// <param name="Text">What replaces it.</param>
internal readonly record struct TextEdit(TextSpan Span, string Text)
{
    /// <summary>Makes all edits, which must not overlap; everything else stays as it is.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var edited = new StringBuilder(text.Length);
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Span.Start))
        {
            edited.Append(text, position, edit.Span.Start - position).Append(edit.Text);
            position = edit.Span.End;
        }

        return edited.Append(text, position, text.Length - position).ToString();
    }
}
