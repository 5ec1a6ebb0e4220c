using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Writes the values of a manifest as they are in the file of rows.</summary>
internal static class ManifestText
{
    private const string TimeOfManifest = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";
    private const int MaximumBytesOfDouble = 32;

    /// <summary>
    /// A parameter of the export as it is written in a column; null if the column's type does not determine how the source writes it.
    /// </summary>
    public static string? OfParameter(ExportManifest manifest, ExportColumn column) => column.Name switch
    {
        "organization_id" => manifest.OrganizationId.Text,
        "as_of" => OfTime(manifest.AsOf, column.Type.Kind),
        "time_frame_start" => OfTime(manifest.TimeFrameStart, column.Type.Kind),
        _ => OfTime(manifest.ExtractedAt, column.Type.Kind),
    };

    /// <summary>A system value as it is written in a column of a type; null if it is not a value of the type.</summary>
    public static string? OfSystemValue(string value, SqlType type)
    {
        switch (type.Kind)
        {
            case SqlKind.Timestamp or SqlKind.TimestampTz:
                const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
                return DateTime.TryParseExact(value, TimeOfManifest, CultureInfo.InvariantCulture, styles, out var time) ? OfTime(time, type.Kind) : null;
            case SqlKind.Boolean:
                return value switch { "true" => "t", "false" => "f", _ => null };
            case SqlKind.Numeric:
                return decimal.TryParse(value, CultureInfo.InvariantCulture, out var number)
                    ? Math.Round(number, type.Scale, MidpointRounding.AwayFromZero).ToString($"F{type.Scale}", CultureInfo.InvariantCulture)
                    : null;
            case SqlKind.DoublePrecision:
                return double.TryParse(value, CultureInfo.InvariantCulture, out var ratio) && double.IsFinite(ratio) ? OfDouble(ratio) : null;
            default:
                return FieldCheck.Check(type, value) == FieldFault.None ? value : null;
        }
    }

    private static string? OfTime(DateTime utc, SqlKind kind) => kind switch
    {
        SqlKind.Timestamp => utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        SqlKind.TimestampTz => utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'+00'", CultureInfo.InvariantCulture),
        SqlKind.Date => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string OfDouble(double value)
    {
        Span<byte> written = stackalloc byte[MaximumBytesOfDouble];
        return Encoding.ASCII.GetString(written[..DoubleText.Write(value, written)]);
    }
}
