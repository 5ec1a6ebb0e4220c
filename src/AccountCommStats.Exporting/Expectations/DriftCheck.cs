using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Expectations;

/// <summary>Compares the figures of a delivery with those of the accepted deliveries before it.</summary>
internal static class DriftCheck
{
    /// <summary>
    /// Figures of fewer rows than this often move by chance. For them a default bound is multiplied by
    /// sqrt(ReferenceRows / rows).
    /// </summary>
    private const double ReferenceRows = 100;

    /// <summary>By default, a move is not drift if this number of rows can cause it.</summary>
    private const double NoiseRows = 3;

    // The figures are floating point numbers, so a difference in their last digits must not count as exceeding a limit.
    private const double Tolerance = 1e-9;

    /// <summary>Compares a delivery with the accepted deliveries before it.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="delivery">The manifest of the delivery, before it is published.</param>
    /// <param name="accepted">The manifests of the accepted deliveries, the latest last.</param>
    public static ManifestExpectations Compare(ExportSchema schema, ExportManifest delivery, IReadOnlyList<ExportManifest> accepted)
    {
        var now = new DeliveryFigures(delivery);
        var before = accepted.Select(manifest => new DeliveryFigures(manifest)).ToList();
        var compared = 0;
        var drift = new List<ManifestDrift>();
        foreach (var figure in ExpectedFigure.Of(schema))
        {
            var (isCompared, found) = figure.Check switch
            {
                ExpectationCheck.Minimum or ExpectationCheck.Maximum => CompareLimit(figure, now),
                ExpectationCheck.Categories => CompareCategories(figure, now, before),
                _ => CompareFigure(figure, now, before),
            };
            compared += isCompared ? 1 : 0;
            if (found is not null)
            {
                drift.Add(found);
            }
        }

        return new ManifestExpectations([.. before.Select(each => each.AsOf)], compared, drift);
    }

    private static (bool IsCompared, ManifestDrift? Drift) CompareLimit(ExpectedFigure figure, DeliveryFigures now)
    {
        var isLowest = figure.Check == ExpectationCheck.Minimum;
        return now.Of(figure.Check, figure.Column) is not { } value ? (false, null)
            : (isLowest ? value >= figure.Bound : value <= figure.Bound) ? (true, null)
            : (true, new ManifestDrift(figure.Rule, figure.Column, Rounded(value), Previous: null, isLowest ? figure.Bound : null, isLowest ? null : figure.Bound));
    }

    private static (bool IsCompared, ManifestDrift? Drift) CompareFigure(ExpectedFigure figure, DeliveryFigures now, List<DeliveryFigures> before)
    {
        var figures = before.Select(each => each.Of(figure.Check, figure.Column)).OfType<double>().ToList();
        if (now.Of(figure.Check, figure.Column) is not { } value || figures.Count == 0)
        {
            return (false, null);
        }

        var history = new FigureHistory(figures);
        var isShare = figure.Check is ExpectationCheck.NullShare or ExpectationCheck.ZeroShare;
        if (figure.IsDefault && !isShare && history.Last == 0)
        {
            return (false, null); // The figure was 0, so a relative bound would allow no move at all. If other values appear, the share of zeros shows it.
        }

        var bound = figure.Bound * (isShare ? 1 : Math.Abs(history.Last));
        return (true, Drift(figure, value, history, figure.IsDefault ? BoundOfFewRows(bound, figure, now, before[^1]) : bound));
    }

    private static (bool IsCompared, ManifestDrift? Drift) CompareCategories(ExpectedFigure figure, DeliveryFigures now, List<DeliveryFigures> before)
    {
        var column = figure.Column!;
        if (now.HasTooManyCategories(column))
        {
            return (true, new ManifestDrift(figure.Rule, column, Value: null, Previous: null, Lowest: null, Highest: null));
        }

        var known = before.Select(each => each.Categories(column)).OfType<IReadOnlyDictionary<string, double>>().ToList();
        if (now.Categories(column) is not { } shares || known.Count == 0)
        {
            return (false, null);
        }

        return (true, shares.Keys.Concat(known.SelectMany(each => each.Keys)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(text =>
            {
                var history = new FigureHistory([.. known.Select(each => each.GetValueOrDefault(text))]);
                return Drift(figure, shares.GetValueOrDefault(text), history, figure.Bound) is { } drift ? drift with { Category = text } : null;
            })
            .OfType<ManifestDrift>()
            .MaxBy(drift => Math.Abs(drift.Value!.Value - drift.Previous!.Value)));
    }

    private static ManifestDrift? Drift(ExpectedFigure figure, double value, FigureHistory history, double bound)
    {
        var (lowest, highest) = history.Allowed(bound);
        var tolerance = Tolerance * Math.Max(1, Math.Abs(history.Last));
        return value >= lowest - tolerance && value <= highest + tolerance ? null
            : new ManifestDrift(figure.Rule, figure.Column, Rounded(value), Rounded(history.Last), Rounded(lowest), Rounded(highest));
    }

    /// <summary>A default bound, widened if there are few rows: it is never smaller than the change of the figure that a few rows alone can cause.</summary>
    private static double BoundOfFewRows(double bound, ExpectedFigure figure, DeliveryFigures now, DeliveryFigures last)
    {
        var rows = Math.Max(1, Math.Min(now.CountOf(figure.Check, figure.Column), last.CountOf(figure.Check, figure.Column)));
        var ofOneRow = figure.Check switch
        {
            ExpectationCheck.Rows => 1,
            ExpectationCheck.Mean => Math.Max(now.LargestOf(figure.Column!), last.LargestOf(figure.Column!)) / rows,
            _ => 1.0 / rows,
        };
        return Math.Max(bound * Math.Sqrt(Math.Max(1, ReferenceRows / rows)), NoiseRows * ofOneRow);
    }

    /// <summary>A figure rounded to six significant digits, as in manifests.</summary>
    private static double Rounded(double value)
        => value == 0 || !double.IsFinite(value) ? value
            : Math.Abs(value) >= 1e15 ? value
            : (double)decimal.Round((decimal)value, Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
