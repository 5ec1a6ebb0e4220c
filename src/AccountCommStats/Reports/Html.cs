using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace AccountCommStats.Reports;

/// <summary>Pages of one file, which ask nothing of the network and run no script.</summary>
internal static class Html
{
    /// <summary>Text as a part of a page, whatever is in it.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title, not encoded.</param>
    /// <param name="style">Name of the embedded style sheet.</param>
    /// <param name="body">What is in its body.</param>
    public static string Page(string title, string style, string body)
    {
        var css = Read(style);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(title)}</title>
            <style>{css}</style>
            </head>
            <body>
            {body}
            </body>
            </html>

            """;
    }

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
