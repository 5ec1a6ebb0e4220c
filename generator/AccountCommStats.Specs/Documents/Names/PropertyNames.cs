using System.Text;
using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Documents.Names;

/// <summary>Derives C# property names from column names.</summary>
internal static class PropertyNames
{
    /// <summary>
    /// Names that a property cannot have: members of every generated row type, members that no record may have, and
    /// type parameters of the row type's methods.
    /// </summary>
    private static readonly HashSet<string> RowMembers = new(StringComparer.Ordinal)
    {
        "Clone", "CompareKeys", "Deconstruct", "Equals", "Finalize", "FormatKey", "GetHashCode", "GetType", "MemberwiseClone",
        "PrintMembers", "Query", "Read", "ReferenceEquals", "Schema", "TFields", "ToString", "TWriter", "Write",
    };

    /// <summary>Whether a name cannot be used for a column's property or for the row type itself.</summary>
    public static bool IsReserved(string name) => RowMembers.Contains(name);

    /// <summary>The property of a column: <c>team_sent_emails</c> becomes <c>TeamSentEmails</c>.</summary>
    /// <param name="column">A usable SQL identifier. Its property begins with a capital letter or an underscore, so it is never a
    /// keyword.</param>
    /// <param name="typeName">The name of the row type, which none of its members may have.</param>
    public static string Of(string column, string typeName)
    {
        var name = new StringBuilder(column.Length);
        var startsWord = true;
        foreach (var c in column)
        {
            if (c == '_')
            {
                startsWord = true;
                continue;
            }

            if (name.Length == 0 && SqlIdentifier.IsDigit(c))
            {
                name.Append('_');
            }

            name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        var property = name.ToString();
        return property == typeName || IsReserved(property) ? property + "Column" : property;
    }
}
