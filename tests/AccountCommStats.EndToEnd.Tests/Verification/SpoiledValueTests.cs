using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>An invalid value is reported with its line, field and column, and nothing else is reported.</summary>
public sealed class SpoiledValueTests : IDisposable
{
    private const int LineOfSecondRow = 4;

    private readonly DeliveredFile _delivered = new();

    public void Dispose() => _delivered.Dispose();

    [Theory]
    [InlineData("id", "", "must not be")]
    [InlineData("id", "\"\"", "the empty string is not a valid bigint")]
    [InlineData("id", "03", "is not a valid bigint")]
    [InlineData("id", "+3", "is not a valid bigint")]
    [InlineData("id", "-0", "is not a valid bigint")]
    [InlineData("id", " 3", "is not a valid bigint")]
    [InlineData("id", "3.0", "is not a valid bigint")]
    [InlineData("id", "9223372036854775808", "outside the range of bigint")]
    [InlineData("name", "abcdef", "has 6 characters; the maximum of varchar(5) is 5")]
    [InlineData("name", "😀😀😀😀😀😀", "has 6 characters")]
    [InlineData("name", "\"abc\"", "quoted although it need not be")]
    [InlineData("name", "a\"c", "not quoted although it must be")]
    [InlineData("note", "", "must not be")]
    [InlineData("count", "2147483648", "outside the range of integer")]
    [InlineData("count", "NULL", "is not a valid integer")]
    [InlineData("small", "-32769", "outside the range of smallint")]
    [InlineData("active", "true", "written t or f")]
    [InlineData("amount", "1.5", "exactly 2 digits after the point")]
    [InlineData("amount", "1", "exactly 2 digits after the point")]
    [InlineData("amount", "10000.00", "outside the range of numeric(6,2)")]
    [InlineData("amount", "-0.00", "is not a valid numeric(6,2)")]
    [InlineData("amount", "00.50", "is not a valid numeric(6,2)")]
    [InlineData("amount", ".50", "is not a valid numeric(6,2)")]
    [InlineData("amount", "1e3", "is not a valid numeric(6,2)")]
    [InlineData("amount", "NaN", "is not a valid numeric(6,2)")]
    [InlineData("day", "2025-02-30", "outside the range of date")]
    [InlineData("day", "31.03.2025", "is not a valid date")]
    [InlineData("at", "2025-03-31", "is not a valid timestamp")]
    [InlineData("at", "2025-03-31T00:00:00", "is not a valid timestamp")]
    [InlineData("at", "2025-03-31 00:00:00.50", "is not a valid timestamp")]
    [InlineData("at", "2025-03-31 00:00:00.1234567", "is not a valid timestamp")]
    [InlineData("at", "2025-03-31 24:00:00", "outside the range of timestamp")]
    [InlineData("at", "infinity", "is not a valid timestamp")]
    [InlineData("instant", "2025-03-31 00:00:00", "is not a valid timestamptz")]
    [InlineData("instant", "2025-03-31 00:00:00+02", "is not a valid timestamptz")]
    [InlineData("ratio", "1.50", "is not a valid double precision")]
    [InlineData("ratio", "Infinity", "is not a valid double precision")]
    [InlineData("reference", "0B0BD8BD-7F08-4A0C-9E5F-2B8A9F5A3A11", "is not a valid uuid")]
    [InlineData("reference", "1234", "is not a valid uuid")]
    [InlineData("data", "{a:1}", "is not a valid jsonb")]
    public void A_wrong_value_is_told_at_its_place(string column, string text, string message)
    {
        var field = DeliveredFile.Schema.Columns.Select(candidate => candidate.Name).ToList().IndexOf(column);
        var fields = DeliveredFile.SecondRow.Split(',');
        fields[field] = text;
        _delivered.Write(DeliveredFile.Good.Replace(DeliveredFile.SecondRow, string.Join(',', fields), StringComparison.Ordinal));

        var problem = Assert.Single(_delivered.ProblemsOfRows());

        Assert.Equal((LineOfSecondRow, field + 1, column), (problem.Line, problem.Field, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_behind_a_line_break_in_its_row_is_told_on_its_own_line()
    {
        _delivered.Write(DeliveredFile.Good.Replace("two\",5", "two\",five", StringComparison.Ordinal));

        var problem = Assert.Single(_delivered.ProblemsOfRows());

        Assert.Equal((3, 4, "count"), (problem.Line, problem.Field, problem.Column));
        Assert.Equal($"{_delivered.DataPath}:3: field 4 (count): 'five' is not a valid integer", problem.ToString());
    }

    [Theory]
    [InlineData("-8", "the key -8 comes after -7")]
    [InlineData("-7", "the key -7 occurs twice")]
    public void A_key_that_does_not_rise_is_told(string key, string message)
    {
        _delivered.Write(DeliveredFile.Good.Replace("\n3,", $"\n{key},", StringComparison.Ordinal));

        var problem = Assert.Single(_delivered.ProblemsOfRows());

        Assert.Equal((LineOfSecondRow, 1, "id"), (problem.Line, problem.Field, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        var bytes = File.ReadAllBytes(_delivered.DataPath);
        bytes[bytes.AsSpan().IndexOf("abc"u8) + 1] = 0xFF;
        File.WriteAllBytes(_delivered.DataPath, bytes);

        var problem = Assert.Single(_delivered.ProblemsOfRows());

        Assert.Equal((2, 2, "name", "holds bytes that are not valid UTF-8"), (problem.Line, problem.Field, problem.Column, problem.Message));
    }

    [Fact]
    public void All_problems_are_counted_and_the_first_are_listed()
    {
        _delivered.Write(DeliveredFile.Good.Replace(DeliveredFile.SecondRow, "x,,\"\",x,x,x,x,x,x,x,x,x,x", StringComparison.Ordinal));

        var verification = _delivered.Verify(maxProblems: 3);

        Assert.Equal(["id", "count", "small"], verification.Problems.Select(problem => problem.Column));
        Assert.True(verification.ProblemCount > 11, $"{verification.ProblemCount} problems");
    }
}
