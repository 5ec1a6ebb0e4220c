using System.Globalization;

namespace AccountCommStats.Exporting.Errors;

/// <summary>Counts for messages, with the noun in the singular or plural.</summary>
internal static class CountText
{
    /// <summary>A count and a noun, such as <c>1 row</c> or <c>1,234 rows</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="noun">The noun in the singular; its plural adds an s.</param>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
