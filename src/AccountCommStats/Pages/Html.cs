using System.Globalization;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace AccountCommStats.Pages;

/// <summary>Writes self-contained pages that load nothing. Their content security policy allows only their own style and script.</summary>
internal static class Html
{
    /// <summary>Encodes text for a page.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A time in UTC; at midnight, only the date.</summary>
    public static string Time(DateTime time) => $"<time>{TimeText(time)}</time>";

    /// <summary>The text of <see cref="Time"/>.</summary>
    public static string TimeText(DateTime time) => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A name such as a column's, which may wrap after underscores.</summary>
    public static string Name(string name) => Encode(name).Replace("_", "_<wbr>", StringComparison.Ordinal);

    /// <summary>A bar that shows a share; the caller also writes it as text.</summary>
    /// <param name="share">From 0 to 1. Any share greater than 0 is visible.</param>
    public static string Share(double share)
    {
        var filled = share <= 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"""<rect width="{Math.Clamp(100 * share, 0.8, 100):0.##}" height="1"/>""");
        return $"""<svg class="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="1"/>{filled}</svg>""";
    }

    /// <summary>A row's value for a page, cut short by <see cref="ValueText"/>.</summary>
    /// <param name="text">The value; null for NULL.</param>
    public static string Value(string? text)
        => text switch
        {
            null => "<em>NULL</em>",
            "" => "<em>empty string</em>",
            _ => $"<bdi>{Encode(ValueText.Of(text))}</bdi>",
        };

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title, not encoded.</param>
    /// <param name="body">Its body, in HTML.</param>
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
