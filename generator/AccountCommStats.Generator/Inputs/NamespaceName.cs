using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace AccountCommStats.Generator.Inputs;

/// <summary>Names of namespaces.</summary>
internal static class NamespaceName
{
    /// <summary>
    /// A namespace as source code can name it. A project called <c>acme-exports</c> has a root namespace that it can not.
    /// </summary>
    public static string Of(string declared)
        => string.Join(".", declared.Split('.').Where(part => part.Length > 0).Select(Identifier));

    private static string Identifier(string part)
    {
        var identifier = new StringBuilder(part.Length + 1);
        foreach (var character in part)
        {
            identifier.Append(SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_');
        }

        if (!SyntaxFacts.IsIdentifierStartCharacter(identifier[0]))
        {
            identifier.Insert(0, '_');
        }

        var name = identifier.ToString();
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }
}
