namespace AccountCommStats.Exporting.Rows;

/// <summary>Counts how often each text of a column occurs. Used if the specification has an expectation of the column's categories.</summary>
internal sealed class TextCounts
{
    /// <summary>The maximum number of different texts. A column with more of them has no categories.</summary>
    public const int MaximumTexts = 50;

    private Dictionary<string, long>? _counts = [];

    /// <summary>The counts by text; null if there are more than <see cref="MaximumTexts"/>.</summary>
    public IReadOnlyDictionary<string, long>? Counts => _counts;

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add(text, 1);

    /// <summary>Adds the counts of other rows.</summary>
    public void Add(TextCounts other)
    {
        if (other._counts is null)
        {
            _counts = null;
            return;
        }

        foreach (var (text, count) in other._counts)
        {
            Add(text, count);
        }
    }

    private void Add(string text, long count)
    {
        if (_counts is null)
        {
            return;
        }

        _counts[text] = _counts.GetValueOrDefault(text) + count;
        if (_counts.Count > MaximumTexts)
        {
            _counts = null;
        }
    }
}
