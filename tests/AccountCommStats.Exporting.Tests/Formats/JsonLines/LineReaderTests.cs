using AccountCommStats.Exporting.Formats.JsonLines;
using AccountCommStats.Exporting.Formats.Model;

namespace AccountCommStats.Exporting.Tests.Formats.JsonLines;

/// <summary>The maximum length of a line, which keeps a file without line feeds from filling the memory.</summary>
public sealed class LineReaderTests
{
    private const int MaximumLength = 256 * 1024;

    [Fact]
    public void A_line_beyond_the_maximum_is_malformed()
    {
        using var stream = new MemoryStream(new byte[MaximumLength + 1]);

        var exception = Assert.Throws<MalformedRecordException>(() => new LineReader(stream, MaximumLength).Read());

        Assert.Equal("a line has more than 262,144 bytes", exception.Message);
    }

    [Fact]
    public void A_line_below_the_maximum_is_read()
    {
        using var stream = new MemoryStream(new byte[MaximumLength - 1]);
        var lines = new LineReader(stream, MaximumLength);

        Assert.True(lines.Read());
        Assert.Equal(MaximumLength - 1, lines.Line.Length);
    }
}
