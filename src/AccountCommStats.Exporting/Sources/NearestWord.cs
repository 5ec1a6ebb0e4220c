namespace AccountCommStats.Exporting.Sources;

/// <summary>Guesses the correct form of a misspelled word.</summary>
internal static class NearestWord
{
    private const int MaximumEdits = 2;

    /// <summary>The known word that differs by at most two letters; null if there is none, or if the word is too short to tell.</summary>
    public static string? To(string word, IEnumerable<string> known)
        => known
            .Select(candidate => (Word: candidate, Edits: EditsBetween(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(candidate => candidate.Edits <= MaximumEdits && candidate.Edits * 2 < word.Length)
            .OrderBy(candidate => candidate.Edits)
            .FirstOrDefault().Word;

    /// <summary>The number of letters to insert, delete or replace to turn one word into the other.</summary>
    private static int EditsBetween(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
