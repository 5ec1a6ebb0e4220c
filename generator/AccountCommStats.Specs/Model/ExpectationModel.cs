namespace AccountCommStats.Specs.Model;

/// <summary>A limit for a figure of a delivery.</summary>
/// <param name="Column">The column; null for all columns, or for the delivery as a whole.</param>
/// <param name="Check">The figure that is checked.</param>
/// <param name="Bound">
/// How far the figure may differ from earlier deliveries, as a fraction: 0.2 stands for 20 % of the figure or, if the figure is a share,
/// for 20 percentage points. For a minimum or maximum, the limit itself. Null to check nothing.
/// </param>
internal sealed record ExpectationModel(string? Column, ExpectationCheck Check, decimal? Bound);

/// <summary>The figures of a delivery that can be checked.</summary>
internal enum ExpectationCheck
{
    /// <summary>The number of rows.</summary>
    Rows,

    /// <summary>The share of rows with NULL in a column.</summary>
    NullShare,

    /// <summary>The share of zeros among the values of a column.</summary>
    ZeroShare,

    /// <summary>The mean of a column.</summary>
    Mean,

    /// <summary>The sum of a column.</summary>
    Sum,

    /// <summary>The lowest value of a column.</summary>
    Minimum,

    /// <summary>The highest value of a column.</summary>
    Maximum,

    /// <summary>The share of each distinct text of a column.</summary>
    Categories,
}
