using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AccountCommStats.Tests.Papers;

/// <summary>The sentences in the product's source code. Expressions inside a sentence are shown in braces.</summary>
internal static partial class ProductText
{
    /// <summary>The sentences of a file, in the order of the code.</summary>
    public static IEnumerable<string> SentencesOf(string code)
        => CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes()
            .OfType<ExpressionSyntax>()
            .Where(expression => IsText(expression) && !expression.Ancestors().Any(ancestor => ancestor is AttributeSyntax || IsText(ancestor)))
            .Select(expression => TextOf(expression).Trim())
            .Where(text => Sentence().IsMatch(text) && !text.Contains('\n', StringComparison.Ordinal) && !Code().IsMatch(text));

    private static bool IsText(SyntaxNode expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && (IsText(sum.Left) || IsText(sum.Right)),
        _ => false,
    };

    private static string TextOf(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when IsText(literal) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax interpolated => string.Concat(interpolated.Contents.Select(content => content switch
        {
            InterpolatedStringTextSyntax text => text.TextToken.ValueText,
            InterpolationSyntax hole => Hole(hole.Expression),
            _ => "",
        })),
        BinaryExpressionSyntax sum when IsText(sum) => TextOf(sum.Left) + TextOf(sum.Right),
        _ => Hole(expression),
    };

    /// <summary>An expression in braces, on one line. If it chooses between two texts, both are shown.</summary>
    private static string Hole(ExpressionSyntax expression) => "{" + Whitespace().Replace(Choice(expression), " ") + "}";

    private static string Choice(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Choice(inner.Expression),
        ConditionalExpressionSyntax choice when choice.DescendantNodes().Any(IsText) => $"{Choice(choice.WhenTrue)} | {Choice(choice.WhenFalse)}",
        _ when IsText(expression) => TextOf(expression),
        _ => expression.ToString(),
    };

    [GeneratedRegex(@"[a-z]{2,}[,:;]? [a-z{'""]+[^ ]* \S")]
    private static partial Regex Sentence();

    /// <summary>Matches SQL, markup and styles, which are not sentences.</summary>
    [GeneratedRegex(@"^\s*(select|insert|create|alter|drop|with|from|where|left join|union|grant|revoke|set|begin|rollback|copy|order by)\b(?!.*\. [A-Z])|<[a-z/]|\bselect\b.*\bfrom\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
