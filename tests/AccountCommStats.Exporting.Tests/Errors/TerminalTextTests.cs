using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Tests.Errors;

/// <summary>Control characters become visible; other text stays as it is.</summary>
public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("Zoë, 日本語, 📧, naïve 'quotes' \\n", "Zoë, 日本語, 📧, naïve 'quotes' \\n")]
    [InlineData("می\u200cخواهم", "می\u200cخواهم")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("\u009d0;title\u009c", "\\u009d0;title\\u009c")]
    [InlineData("a\nb\r\nc\td\0\u007f", "a\\nb\\r\\nc\\td\\u0000\\u007f")]
    [InlineData("a\u2028b\u2029c\u0085d\u000be", "a\\u2028b\\u2029c\\u0085d\\u000be")]
    [InlineData("\u202egpj.exe\u2066\u200f\u061c\ufeff", "\\u202egpj.exe\\u2066\\u200f\\u061c\\ufeff")]
    [InlineData("\U000E0041", "\\udb40\\udc41")]
    public void Shows_what_a_terminal_would_obey(string text, string shown) => Assert.Equal(shown, TerminalText.Of(text));

    [Fact]
    public void Shows_half_a_character() => Assert.Equal("a\\ud83db", TerminalText.Of("a\ud83db"));

    [Fact]
    public void Keeps_the_lines_of_a_text_that_the_program_broke()
        => Assert.Equal("a\r\nb\n\tc\\rd\\u001b", TerminalText.OfLines("a\r\nb\n\tc\rd\u001b"));

    [Fact]
    public void Keeps_a_message_and_its_stack_trace_apart()
    {
        var text = TerminalText.Of(Assert.Throws<InvalidOperationException>(Fail));

        var lines = text.Split('\n');
        Assert.Equal("System.InvalidOperationException: a\\nerror: forged", lines[0]);
        Assert.StartsWith("   at ", lines[1], StringComparison.Ordinal);
        Assert.Equal("caused by System.FormatException: b\\u001b", lines[^1]);

        static void Fail() => throw new InvalidOperationException("a\nerror: forged", new FormatException("b\u001b"));
    }
}
