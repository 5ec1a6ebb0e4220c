using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Documents;

/// <summary>A document with marks: <c>{|…|}</c> around what a finding should point at, <c>[|…|]</c> around what it should relate to.</summary>
internal sealed class MarkedDocument
{
    private MarkedDocument(string text, IReadOnlyList<TextSpan> marks, IReadOnlyList<TextSpan> related)
    {
        File = new SourceFile("spec/sample.md", text);
        Marks = marks;
        Related = related;
    }

    /// <summary>The document without its marks.</summary>
    public SourceFile File { get; }

    /// <summary>The places that findings should point at, in order.</summary>
    public IReadOnlyList<TextSpan> Marks { get; }

    /// <summary>The places that findings should relate to, in order.</summary>
    public IReadOnlyList<TextSpan> Related { get; }

    /// <summary>Extracts the marks of a document.</summary>
    public static MarkedDocument Parse(string marked)
    {
        var text = new System.Text.StringBuilder();
        var marks = new List<TextSpan>();
        var related = new List<TextSpan>();
        var start = 0;
        for (var i = 0; i < marked.Length; i++)
        {
            switch (marked.AsSpan(i))
            {
                case ['{' or '[', '|', ..]:
                    start = text.Length;
                    i++;
                    break;
                case ['|', '}', ..]:
                    marks.Add(TextSpan.FromBounds(start, text.Length));
                    i++;
                    break;
                case ['|', ']', ..]:
                    related.Add(TextSpan.FromBounds(start, text.Length));
                    i++;
                    break;
                default:
                    text.Append(marked[i]);
                    break;
            }
        }

        return new MarkedDocument(text.ToString(), marks, related);
    }
}
