using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Expectations;

/// <summary>A figure that is compared between deliveries, and how far it may move.</summary>
/// <param name="Column">The column; null for the number of rows.</param>
/// <param name="Check">Which figure it is.</param>
/// <param name="Bound">How far it may move, as in <see cref="Expectation.Bound"/>.</param>
/// <param name="IsDefault">Whether the bound is a default. Defaults are wider for few rows.</param>
internal sealed record ExpectedFigure(string? Column, ExpectationCheck Check, double Bound, bool IsDefault)
{
    /// <summary>The name of the rule that the figure breaks if it drifts.</summary>
    public string Rule => RuleOf(Check);

    /// <summary>The name of a check's rule. The page of the rule in the documentation has the same name.</summary>
    public static string RuleOf(ExpectationCheck check) => check switch
    {
        ExpectationCheck.Rows => "drift-rows",
        ExpectationCheck.NullShare => "drift-null-share",
        ExpectationCheck.ZeroShare => "drift-zero-share",
        ExpectationCheck.Mean => "drift-mean",
        ExpectationCheck.Sum => "drift-sum",
        ExpectationCheck.Minimum => "drift-minimum",
        ExpectationCheck.Maximum => "drift-maximum",
        _ => "drift-categories",
    };

    /// <summary>
    /// The figures to compare in an export. A figure has the bound that the specification sets for its column, otherwise the bound for all
    /// columns, otherwise a default. There are defaults for the number of rows, the shares of NULL and 0, and means, but not for keys and
    /// system columns.
    /// </summary>
    public static IReadOnlyList<ExpectedFigure> Of(ExportSchema schema)
        => [.. from check in Enum.GetValues<ExpectationCheck>()
               from column in check == ExpectationCheck.Rows ? [null] : schema.Columns.Select(column => (ExportColumn?)column)
               let figure = Of(schema, check, column)
               where figure is not null
               select figure];

    private static ExpectedFigure? Of(ExportSchema schema, ExpectationCheck check, ExportColumn? column)
    {
        var own = schema.Expectations.FirstOrDefault(expectation => expectation.Check == check && expectation.Column == column?.Name);
        var isCompared = column is null || (!column.IsSystem && !schema.Key.Contains(schema.Columns.IndexOf(column)) && IsOf(check, column));
        var general = own is null && isCompared ? schema.Expectations.FirstOrDefault(expectation => expectation.Check == check && expectation.Column is null) : own;
        return (general is not null ? general.Bound : isCompared ? DefaultOf(check) : null) is { } bound
            ? new ExpectedFigure(column?.Name, check, (double)bound, IsDefault: general is null)
            : null;
    }

    private static bool IsOf(ExpectationCheck check, ExportColumn column) => check switch
    {
        ExpectationCheck.NullShare => column.IsNullable,
        ExpectationCheck.ZeroShare => MeasureText.IsNumber(column.Type.Kind),
        ExpectationCheck.Mean or ExpectationCheck.Sum => MeasureText.HasSum(column.Type.Kind),
        _ => false,
    };

    private static decimal? DefaultOf(ExpectationCheck check) => check switch
    {
        ExpectationCheck.Rows => 0.2m,
        ExpectationCheck.NullShare or ExpectationCheck.ZeroShare => 0.1m,
        ExpectationCheck.Mean => 0.5m,
        _ => null,
    };
}
