namespace AccountCommStats.Specs.Model;

/// <summary>The parameters every export has.</summary>
internal static class ExportParameters
{
    /// <summary>The tenant.</summary>
    public const string OrganizationId = "organization_id";

    /// <summary>First key of the range a connection reads.</summary>
    public const string FirstKey = "first_key";

    /// <summary>Last key of the range a connection reads.</summary>
    public const string LastKey = "last_key";

    /// <summary>What rows may use.</summary>
    public static IReadOnlyList<string> OfRows { get; } =
        [OrganizationId, "as_of", "time_frame_start", "extracted_at", FirstKey, LastKey];

    /// <summary>What a system query may use; it runs once, whatever the range of keys.</summary>
    public static IReadOnlyList<string> OfSystemValues { get; } = [OrganizationId, "as_of", "time_frame_start", "extracted_at"];

    /// <summary>The system columns that are parameters of every export and so need no query.</summary>
    public static bool IsSystemColumn(string column) => column != OrganizationId && OfSystemValues.Contains(column);

    /// <summary>The type a parameter is sent as.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="tenant">The type of the organization.</param>
    public static SqlKind KindOf(string parameter, SqlKind tenant)
        => parameter == OrganizationId ? tenant : parameter is FirstKey or LastKey ? SqlKind.Bigint : SqlKind.TimestampTz;
}
