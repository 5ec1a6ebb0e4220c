namespace AccountCommStats.Exporting.Schema;

/// <summary>The limit that a specification sets for a figure of a delivery.</summary>
/// <param name="Column">The column; null for all columns, or for the delivery as a whole.</param>
/// <param name="Check">The figure.</param>
/// <param name="Bound">
/// How far the figure may move from earlier deliveries, as a fraction: 0.2 is 20 % of the figure, or 20 points if it is a share. For a
/// minimum or maximum, the limit of the value itself. Null to check nothing.
/// </param>
public sealed record Expectation(string? Column, ExpectationCheck Check, decimal? Bound);

/// <summary>The figures of a delivery that can be checked. The generator has the same list.</summary>
public enum ExpectationCheck
{
    /// <summary>The number of rows.</summary>
    Rows,

    /// <summary>The share of rows with NULL in a column, from 0 to 1.</summary>
    NullShare,

    /// <summary>The share of zeros among the values of a column, from 0 to 1.</summary>
    ZeroShare,

    /// <summary>The mean of the values of a column.</summary>
    Mean,

    /// <summary>The sum of the values of a column.</summary>
    Sum,

    /// <summary>The lowest value of a column.</summary>
    Minimum,

    /// <summary>The highest value of a column.</summary>
    Maximum,

    /// <summary>The shares of the different texts of a column. Two deliveries differ by the largest difference of a single share.</summary>
    Categories,
}
