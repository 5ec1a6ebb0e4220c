using System.Globalization;

namespace AccountCommStats.Exporting.Sources;

/// <summary>The values of an export's parameters, by name.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Creates an empty set of values.</summary>
    public ParameterValues()
    {
    }

    private ParameterValues(ParameterValues values) => _values = new(values._values, StringComparer.Ordinal);

    /// <summary>The value of a parameter: long, bool, string, Guid, decimal, double, DateTime in UTC, DateOnly, or null for NULL.</summary>
    /// <exception cref="InvalidOperationException">The parameter has no value.</exception>
    public object? this[string name]
        => _values.TryGetValue(name, out var value)
            ? value
            : throw new InvalidOperationException($"The query uses the parameter @{name}, for which the exporter has no value.");

    /// <summary>A copy of the values, with one value added or replaced.</summary>
    public ParameterValues With(string name, object? value)
    {
        var values = new ParameterValues(this);
        values._values[name] = value;
        return values;
    }

    /// <summary>A value as text for people and manifests. Times are in ISO 8601.</summary>
    public static string? Format(object? value) => value switch
    {
        null => null,
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
