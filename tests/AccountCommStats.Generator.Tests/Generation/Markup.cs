using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace AccountCommStats.Tests.Generation;

/// <summary>A text with marked places, such as <c>| {|#0:total_meetings|} |</c>.</summary>
internal sealed partial class Markup
{
    private readonly Dictionary<int, LinePositionSpan> _places = [];

    public Markup(string marked)
    {
        var matches = Mark().Matches(marked);
        Text = Mark().Replace(marked, "${text}");
        var lines = SourceText.From(Text).Lines;
        var removed = 0;
        foreach (Match match in matches)
        {
            var span = new TextSpan(match.Index - removed, match.Groups["text"].Length);
            _places.Add(int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture), lines.GetLinePositionSpan(span));
            removed += match.Length - span.Length;
        }
    }

    /// <summary>The text without the marks.</summary>
    public string Text { get; }

    /// <summary>The marked places by their numbers.</summary>
    public IReadOnlyDictionary<int, LinePositionSpan> Places => _places;

    [GeneratedRegex(@"\{\|#(?<number>\d+):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
