using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>Comparing keys as text gives the order of their values.</summary>
public sealed class KeyTextTests
{
    [Theory]
    [InlineData(SqlKind.Bigint, "-10", "-9", "0", "9", "10", "9223372036854775807")]
    [InlineData(SqlKind.Numeric, "-10.25", "-9.50", "-0.01", "0.00", "0.01", "99999999999999999999999999999999999.00")]
    [InlineData(SqlKind.Timestamp, "2025-03-31 00:00:00", "2025-03-31 00:00:00.45", "2025-03-31 00:00:00.5", "2025-03-31 00:00:01")]
    [InlineData(SqlKind.TimestampTz, "2025-03-31 00:00:00+00", "2025-03-31 00:00:00.45+00", "2025-03-31 00:00:00.5+00", "2025-03-31 00:00:00.51+00")]
    [InlineData(SqlKind.DoublePrecision, "-1e+20", "-3.5", "2", "10")]
    [InlineData(SqlKind.Text, "", "A", "a", "ab", "\uffee", "😀")]
    [InlineData(SqlKind.Boolean, "f", "t")]
    public void Keys_rise_by_value(SqlKind kind, params string[] rising)
    {
        for (var i = 0; i < rising.Length; i++)
        {
            for (var j = 0; j < rising.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(KeyCheck.Compare(kind, rising[i], rising[j])));
            }
        }
    }
}
