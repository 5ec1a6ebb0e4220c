namespace AccountCommStats.Specs.Documents.Cells;

/// <summary>Reads a Nullable cell.</summary>
internal static class NullableParser
{
    /// <summary>True for Yes, false for No, null for anything else; a remark in parentheses is ignored.</summary>
    public static bool? TryRead(string text)
    {
        var remark = text.IndexOf('(');
        var answer = remark > 0 && text.EndsWith(")", StringComparison.Ordinal) ? text.Substring(0, remark).TrimEnd() : text;
        return answer.ToLowerInvariant() switch
        {
            "yes" or "y" => true,
            "no" or "n" => false,
            _ => null,
        };
    }
}
