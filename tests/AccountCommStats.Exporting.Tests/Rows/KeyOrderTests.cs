using System.Text;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Tests.Rows;

public sealed class KeyOrderTests
{
    /// <summary>Texts, some of which UTF-16 and UTF-8 order differently.</summary>
    private static readonly string[] Texts =
        ["", "A", "AB", "a", "a b", "é", "ä", "ﬀ", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0001F600", "\U0010FFFF", "x\uFFFD", "x\U0001F600", "x\U0001F600y"];

    [Fact]
    public void Texts_are_in_the_order_of_their_utf8_bytes()
    {
        foreach (var left in Texts)
        {
            foreach (var right in Texts)
            {
                var bytes = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
                Assert.True(Math.Sign(bytes) == Math.Sign(KeyOrder.Compare(left, right)), $"'{left}' and '{right}' are in another order than their bytes.");
            }
        }
    }

    [Fact]
    public void No_text_comes_before_every_text()
    {
        Assert.True(KeyOrder.Compare(null, "") < 0);
        Assert.True(KeyOrder.Compare("", null) > 0);
        Assert.Equal(0, KeyOrder.Compare(null, null));
    }

    [Fact]
    public void Uuids_compare_as_their_lower_case_text()
    {
        // Generated rows compare uuid keys with CompareTo, and the database orders them by their text.
        Guid[] uuids =
        [
            Guid.Empty, Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("7fffffff-0000-0000-0000-000000000000"),
            Guid.Parse("80000000-0000-0000-0000-000000000000"), Guid.Parse("80000000-7fff-0000-0000-000000000000"),
            Guid.Parse("80000000-8000-0000-0000-000000000000"), Guid.Parse("80000000-8000-ffff-0000-000000000000"),
            Guid.Parse("80000000-8000-ffff-f000-0000000000ff"), Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"),
        ];

        foreach (var left in uuids)
        {
            foreach (var right in uuids)
            {
                Assert.Equal(Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString())), Math.Sign(left.CompareTo(right)));
            }
        }
    }
}
