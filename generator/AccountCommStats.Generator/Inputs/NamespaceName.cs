using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace AccountCommStats.Generator.Inputs;

/// <summary>Converts declared namespaces to valid C# names.</summary>
internal static class NamespaceName
{
    /// <summary>Makes a namespace a valid C# name: <c>acme-exports</c> becomes <c>acme_exports</c>.</summary>
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
