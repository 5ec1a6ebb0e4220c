using System.Text;
using AccountCommStats.Exporting.Sources;
using CsCheck;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>The cache returns the text of any UTF-8 bytes, and reuses the strings of short texts.</summary>
public sealed class TextCacheTests
{
    [Fact]
    public void Every_text_is_its_own()
        => Gen.OneOf(Gen.String, Gen.String[Gen.Char["abäß€\0"], 0, 4]).Array[1, 40].Sample(texts =>
        {
            var cache = new TextCache();
            return texts.Concat(texts).All(text =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                return cache.TextOf(bytes) == Encoding.UTF8.GetString(bytes);
            });
        });

    [Fact]
    public void A_text_that_came_before_is_not_made_again()
    {
        var cache = new TextCache();

        Assert.Same(cache.TextOf("gmail"u8), cache.TextOf("gmail"u8));
    }
}
