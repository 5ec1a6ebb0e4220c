using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace AccountCommStats.Pages;

/// <summary>Pages of one file, which ask nothing of the network. The policy in their head lets nothing run but what they came with.</summary>
internal static class Html
{
    /// <summary>Text as a part of a page, whatever is in it.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title, not encoded.</param>
    /// <param name="body">What is in its body.</param>
    /// <param name="script">Name of the embedded script at its end; null for none.</param>
    public static string Page(string title, string body, string? script = null)
    {
        var css = Read("pages.css");
        var code = script is null ? null : Read(script);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {HashOf(css)}{(code is null ? "" : $"; script-src {HashOf(code)}")}">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(title)}</title>
            <style>{css}</style>
            </head>
            <body>
            {body}
            {(code is null ? "" : $"<script>{code}</script>\n")}</body>
            </html>

            """;
    }

    private static string HashOf(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
