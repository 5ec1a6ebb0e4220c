using System.Globalization;

namespace AccountCommStats.Benchmarks.Reporting;

/// <summary>The bars of a benchmark: the limits that its results must meet.</summary>
/// <param name="margin">The factor that limits are multiplied by: 1, or more for a benchmark of few runs, which is to find only large regressions.</param>
internal sealed class Bars(double margin = 1)
{
    private readonly List<string> _lines = [];
    private int _missed;

    /// <summary>Adds a requirement: a number must not exceed a limit.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="value">The number.</param>
    /// <param name="limit">The maximum, without the margin.</param>
    /// <param name="unit">The unit of the number, such as <c>s</c> or <c>times psql</c>.</param>
    public void AtMost(string what, double value, double limit, string unit)
        => Add(what, string.Create(CultureInfo.InvariantCulture, $"{value:0.###} {unit}, at most {limit * margin:0.###}"), value <= limit * margin);

    /// <summary>Adds a requirement: a condition must hold.</summary>
    public void Must(string what, string measured, bool isMet) => Add(what, measured, isMet);

    /// <summary>Prints the bars.</summary>
    /// <returns>The exit code: 1 if a bar is not met.</returns>
    public int Print()
    {
        foreach (var line in _lines)
        {
            Report.Line(line);
        }

        Report.Line();
        Report.Line(_missed == 0 ? "Every bar is met." : $"{_missed} of {_lines.Count} bars are NOT met.");
        return _missed == 0 ? 0 : 1;
    }

    private void Add(string what, string measured, bool isMet)
    {
        _missed += isMet ? 0 : 1;
        _lines.Add($"- {what}: {measured}: {(isMet ? "met" : "NOT MET")}");
    }
}
