namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>Follows the numbers that a column table gives its rows, and detects breaks in their sequence.</summary>
/// <remarks>
/// After a break, the sequence may continue from the number that broke it (a row was left out) or from the expected number (only one
/// number is wrong). Each break is therefore reported once, not for every row below it.
/// </remarks>
internal sealed class ColumnNumbering
{
    private int _expected = 1;
    private int? _alternative;

    /// <summary>The number the next row should have.</summary>
    public int Expected => _expected;

    /// <summary>Starts again at 1.</summary>
    public void Restart()
    {
        _expected = 1;
        _alternative = null;
    }

    /// <summary>Checks the next row's number; null for a row whose number could not be read.</summary>
    /// <returns>Whether it continues the sequence.</returns>
    public bool Accept(int? number)
    {
        if (number is null)
        {
            _expected++;
            _alternative++;
            return false;
        }

        if (number == _expected || number == _alternative)
        {
            _expected = number.Value + 1;
            _alternative = null;
            return true;
        }

        _alternative = number.Value + 1;
        _expected++;
        return false;
    }
}
