using System.Text.RegularExpressions;

namespace AccountCommStats.Specifications.Importing;

/// <summary>The constraints of a column in a foreign document, which follow the type or are in a Constraints cell.</summary>
/// <param name="IsNotNull">Whether they say that the column is never NULL.</param>
/// <param name="IsKey">Whether they say that the column is part of the primary key.</param>
internal sealed partial record ColumnConstraints(bool IsNotNull, bool IsKey)
{
    /// <summary>Finds the constraints in the texts of a column's cells.</summary>
    public static ColumnConstraints Of(params IEnumerable<string> texts)
    {
        var text = string.Join(' ', texts);
        return new ColumnConstraints(NotNull().IsMatch(text), Key().IsMatch(text));
    }

    /// <summary>A type without the constraints after it.</summary>
    public static string Without(string type) => Constraints().Replace(type, "").Trim();

    /// <summary>A column name without the marks of a key around it, such as <c>(PK)</c>; the name as given if nothing else is left.</summary>
    public static string UnmarkedName(string name) => Mark().Replace(name, "").Trim() is { Length: > 0 } bare ? bare : name;

    [GeneratedRegex(@"\bprimary key\b|\b(PK|PRI)\b|[✓✔✅]|🔑|^primary$", RegexOptions.IgnoreCase)]
    private static partial Regex Key();

    [GeneratedRegex(@"\bnot[ _-]?null\b", RegexOptions.IgnoreCase)]
    private static partial Regex NotNull();

    [GeneratedRegex(
        @"[\s,;]+[(\[]?(not null|null|primary key|primary|pk|fk|foreign key|unique|auto_?inc\w*|identity|default|references|generated|collate|check|encode)\b.*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Constraints();

    [GeneratedRegex(@"\s*[(\[](PK|FK|UK|,|\s)+[)\]]|\s+(PK|FK|UK)$|🔑|\*$|^[-•]\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
