using System.Globalization;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Loading;

namespace AccountCommStats.Contracts;

/// <summary>What a contract describes.</summary>
/// <param name="Schema">The export.</param>
/// <param name="Dialect">The database that the files are loaded into.</param>
/// <param name="Delivery">The manifest of one delivery; null for a contract that covers all deliveries.</param>
internal sealed record ContractSubject(ExportSchema Schema, LoaderDialect Dialect, ExportManifest? Delivery)
{
    /// <summary>The table that <c>spec loader</c> creates.</summary>
    public string Table => Schema.Name.Replace('-', '_');

    /// <summary>The names of the key columns, in the order of the key.</summary>
    public IReadOnlyList<string> Key => [.. Schema.Key.Select(ordinal => Schema.Columns[ordinal].Name)];

    /// <summary>The grain and the key, in words.</summary>
    public string Summary => $"{(Schema.Grain.Length > 0 ? $"Grain: {Schema.Grain}. " : "")}Key: {string.Join(", ", Key)}.";

    /// <summary>What a column means, as the specification and its relation say.</summary>
    public static string MeaningOf(ExportColumn column)
        => column switch
        {
            { Description.Length: 0, Definition.Length: 0 } => column.Source,
            { Description.Length: 0 } => column.Definition,
            { Definition.Length: 0 } => column.Description,
            _ => $"{column.Description}{(".!?".Contains(column.Description[^1], StringComparison.Ordinal) ? "" : ".")} {column.Definition}",
        };

    /// <summary>Whether a column is the whole key, and so unique.</summary>
    public bool IsUnique(ExportColumn column) => Key is [var only] && only == column.Name;

    /// <summary>The lowest and the highest number of a type; null if it is not a number or has no bounds.</summary>
    public static (decimal Minimum, decimal Maximum)? BoundsOf(SqlType type) => type.Kind switch
    {
        SqlKind.Smallint => (short.MinValue, short.MaxValue),
        SqlKind.Integer => (int.MinValue, int.MaxValue),
        SqlKind.Bigint => (long.MinValue, long.MaxValue),
        SqlKind.Numeric when type.Precision > 0
            && decimal.Parse($"{new string('9', type.Precision - type.Scale)}.{new string('9', type.Scale)}", CultureInfo.InvariantCulture) is var maximum => (-maximum, maximum),
        _ => null,
    };
}
