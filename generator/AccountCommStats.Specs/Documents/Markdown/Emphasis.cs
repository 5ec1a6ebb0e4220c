namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Pairs the asterisks and underscores that mark emphasis, as CommonMark does, and removes them.</summary>
internal sealed class Emphasis
{
    private readonly List<Run> _runs = [];

    /// <summary>The number of runs of marks.</summary>
    public int Count => _runs.Count;

    /// <summary>Adds a run of marks.</summary>
    /// <param name="mark">An asterisk or an underscore.</param>
    /// <param name="piece">The index of its first piece.</param>
    /// <param name="length">The number of marks.</param>
    /// <param name="before">The character before the run.</param>
    /// <param name="after">The character after the run.</param>
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

    /// <summary>
    /// Pairs the runs from <paramref name="first"/> on and removes their paired marks. These runs are then no longer in the list.
    /// </summary>
    public void Resolve(InlinePieces pieces, int first)
    {
        // For each kind of closer, the openers below this index do not match. They are therefore searched only once.
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

        /// <summary>The first mark that is not paired yet. The marks of a closer are paired from the first one on.</summary>
        public int Start { get; set; } = Piece;

        /// <summary>The end of the marks that are not paired yet. The marks of an opener are paired from the last one back.</summary>
        public int End { get; set; } = Piece + Length;

        /// <summary>The number of marks that are not paired yet.</summary>
        public int Left => End - Start;

        /// <summary>Whether this run may open the emphasis that the closer ends.</summary>
        public bool Pairs(Run closer)
        {
            var isOdd = (CanClose || closer.CanOpen) && (Length + closer.Length) % 3 == 0 && (Length % 3 != 0 || closer.Length % 3 != 0);
            return Mark == closer.Mark && !isOdd;
        }
    }
}
