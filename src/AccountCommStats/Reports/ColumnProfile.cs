using System.Globalization;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Reports;

/// <summary>Aggregates of one column of an export, and the key of the row with the largest value.</summary>
/// <param name="column">The column.</param>
/// <param name="asOf">The as-of time, in UTC, from which ages are counted.</param>
internal sealed class ColumnProfile(ExportColumn column, DateTime asOf)
{
    /// <summary>The maximum number of different texts that are counted.</summary>
    private const int MaximumTexts = 200;

    private readonly Dictionary<string, long> _texts = new(StringComparer.Ordinal);

    /// <summary>The column.</summary>
    public ExportColumn Column => column;

    /// <summary>Rows with NULL.</summary>
    public long Nulls { get; private set; }

    /// <summary>Rows with a value.</summary>
    public long Values { get; private set; }

    /// <summary>The numbers; for times, their age in days at the as-of time.</summary>
    public QuantileSketch Numbers { get; } = new();

    /// <summary>Key of the row with the largest number; null if there is none.</summary>
    public string? KeyOfMaximum { get; private set; }

    /// <summary>The latest time, in UTC; null if there is none.</summary>
    public DateTime? Latest { get; private set; }

    /// <summary>Whether there are more different texts than are counted.</summary>
    public bool HasMoreTexts { get; private set; }

    /// <summary>The texts with their row counts, the most frequent first.</summary>
    public IEnumerable<(string Text, long Rows)> Texts
        => _texts.OrderByDescending(text => text.Value).ThenBy(text => text.Key, StringComparer.Ordinal).Select(text => (text.Key, text.Value));

    /// <summary>Whether the column has times.</summary>
    public bool IsTemporal => column.Type.Kind is SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz;

    /// <summary>Whether the column has numbers.</summary>
    public bool IsNumeric => column.Type.Kind is SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint or SqlKind.Numeric or SqlKind.DoublePrecision;

    /// <summary>The share of rows with NULL, from 0 to 1; 0 if there are no rows.</summary>
    public double NullShare => Nulls + Values == 0 ? 0 : (double)Nulls / (Nulls + Values);

    /// <summary>Adds a row with NULL.</summary>
    public void AddNull() => Nulls++;

    /// <summary>
    /// Adds a value as it is written in the file. A value that is not of the column's type counts as text; <c>verify</c> reports such
    /// values.
    /// </summary>
    public void Add(ReadOnlySpan<char> value, string key)
    {
        Values++;
        if (IsNumeric && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            AddNumber(number, key);
        }
        else if (IsTemporal && DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            Latest = Latest > time ? Latest : time;
            AddNumber((asOf - time).TotalDays, key);
        }
        else
        {
            AddText(value);
        }
    }

    private void AddNumber(double number, string key)
    {
        KeyOfMaximum = Numbers.Count == 0 || number > Numbers.Maximum ? key : KeyOfMaximum;
        Numbers.Add(number);
    }

    private void AddText(ReadOnlySpan<char> value)
    {
        var texts = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (texts.TryGetValue(value, out var rows))
        {
            texts[value] = rows + 1;
        }
        else if (_texts.Count < MaximumTexts)
        {
            _texts.Add(value.ToString(), 1);
        }
        else
        {
            HasMoreTexts = true;
        }
    }
}
