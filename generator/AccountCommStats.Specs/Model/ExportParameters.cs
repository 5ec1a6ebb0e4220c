namespace AccountCommStats.Specs.Model;

/// <summary>The parameters of every export.</summary>
internal static class ExportParameters
{
    /// <summary>The tenant.</summary>
    public const string OrganizationId = "organization_id";

    /// <summary>First key of the range a connection reads.</summary>
    public const string FirstKey = "first_key";

    /// <summary>Last key of the range a connection reads.</summary>
    public const string LastKey = "last_key";

    /// <summary>The parameters that row queries may use.</summary>
    public static IReadOnlyList<string> OfRows { get; } =
        [OrganizationId, "as_of", "time_frame_start", "extracted_at", FirstKey, LastKey];

    /// <summary>The parameters that a system query may use. It runs once per export, not once per key range.</summary>
    public static IReadOnlyList<string> OfSystemValues { get; } = [OrganizationId, "as_of", "time_frame_start", "extracted_at"];

    /// <summary>Whether a system column has the name of a parameter, which supplies its value, so that no query is needed.</summary>
    public static bool IsSystemColumn(string column) => column != OrganizationId && OfSystemValues.Contains(column);

    /// <summary>The type with which a parameter is sent.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="tenant">The SQL type of organization ids.</param>
    public static SqlKind KindOf(string parameter, SqlKind tenant)
        => parameter == OrganizationId ? tenant : parameter is FirstKey or LastKey ? SqlKind.Bigint : SqlKind.TimestampTz;
}
