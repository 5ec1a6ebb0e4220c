namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Pairs the asterisks and underscores of a text that are emphasis, as CommonMark does, and takes them out.</summary>
internal sealed class Emphasis
{
    private readonly List<Run> _runs = [];

    /// <summary>How many runs of marks there are.</summary>
    public int Count => _runs.Count;

    /// <summary>Adds a run of marks.</summary>
    /// <param name="mark">An asterisk or an underscore.</param>
    /// <param name="piece">The first of its pieces.</param>
    /// <param name="length">How many marks.</param>
    /// <param name="before">The character before the run.</param>
    /// <param name="after">The character behind it.</param>
    public void Add(char mark, int piece, int length, char before, char after)
    {
        var isLeft = !IsBlank(after) && (!IsPunctuation(after) || IsBlank(before) || IsPunctuation(before));
        var isRight = !IsBlank(before) && (!IsPunctuation(before) || IsBlank(after) || IsPunctuation(after));
        var isInWord = mark == '_' && isLeft && isRight;
        _runs.Add(new Run(mark, piece, length)
        {
            CanOpen = isLeft && (!isInWord || IsPunctuation(before)),
            CanClose = isRight && (!isInWord || IsPunctuation(after)),
        });
    }

    /// <summary>Pairs the runs from one on, and forgets them.</summary>
    public void Resolve(InlinePieces pieces, int first)
    {
        // Where no opener was found for a closer of a kind, none needs to be looked for below that place again.
        var bottoms = new Dictionary<(char, bool, int), int>();
        var openers = new List<Run>();
        for (var i = first; i < _runs.Count; i++)
        {
            var closer = _runs[i];
            while (closer.CanClose && closer.Left > 0)
            {
                var kind = (closer.Mark, closer.CanOpen, closer.Length % 3);
                var bottom = bottoms.TryGetValue(kind, out var known) ? known : 0;
                var found = openers.Count - 1;
                while (found >= bottom && !openers[found].Pairs(closer))
                {
                    found--;
                }

                if (found < bottom)
                {
                    bottoms[kind] = openers.Count;
                    break;
                }

                var opener = openers[found];
                var marks = opener.Left >= 2 && closer.Left >= 2 ? 2 : 1;
                opener.End -= marks;
                pieces.Remove(opener.End, marks);
                pieces.Remove(closer.Start, marks);
                closer.Start += marks;
                openers.RemoveRange(found + 1, openers.Count - found - 1);
                if (opener.Left == 0)
                {
                    openers.RemoveAt(found);
                }

                foreach (var key in bottoms.Keys.Where(key => bottoms[key] > openers.Count).ToList())
                {
                    bottoms[key] = openers.Count;
                }
            }

            if (closer.CanOpen && closer.Left > 0)
            {
                openers.Add(closer);
            }
        }

        _runs.RemoveRange(first, _runs.Count - first);
    }

    private static bool IsBlank(char c) => Whitespace.IsBlank(c);

    private static bool IsPunctuation(char c) => char.IsPunctuation(c) || char.IsSymbol(c);

    private sealed record Run(char Mark, int Piece, int Length)
    {
        public bool CanOpen { get; init; }

        public bool CanClose { get; init; }

        /// <summary>The first mark that has no partner yet: a closer's outermost ones are left.</summary>
        public int Start { get; set; } = Piece;

        /// <summary>Behind the last of them: of an opener's, the outermost are left.</summary>
        public int End { get; set; } = Piece + Length;

        /// <summary>How many marks have no partner yet.</summary>
        public int Left => End - Start;

        /// <summary>Whether this run may open what another closes.</summary>
        public bool Pairs(Run closer)
        {
            var isOdd = (CanClose || closer.CanOpen) && (Length + closer.Length) % 3 == 0 && (Length % 3 != 0 || closer.Length % 3 != 0);
            return Mark == closer.Mark && !isOdd;
        }
    }
}
