using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>A file whose form is damaged: its header, rows, quotes or line ends.</summary>
public sealed class SpoiledFileTests : IDisposable
{
    private readonly DeliveredFile _delivered = new();

    /// <summary>A text, its replacement, and the resulting problems as <c>line:field message</c>.</summary>
    public static TheoryData<string, string, string[]> Spoilings => new()
    {
        { ",count", ",Count", ["1:4 the specification has no column 'Count'; it is written 'count'", "1: column 'count' is missing; it is number 4"] },
        { ",name,", ",\"name\",", ["1:2 'name' is quoted although it need not be"] },
        { "id,", "\uFEFFid,", ["1:1 the file begins with a byte order mark"] },
        { DeliveredFile.Header + "\n", "", ["1: there is no header"] },
        { DeliveredFile.Header, DeliveredFile.Header + ",extra", ["1:14 the specification has no column 'extra'", "2: the row has 13 fields; the header has 14", "4: the row has 13 fields; the header has 14", "5: the row has 13 fields; the header has 14"] },
        { DeliveredFile.SecondRow, DeliveredFile.SecondRow[..^1], ["4: the row has 12 fields; the header has 13"] },
        { DeliveredFile.SecondRow, DeliveredFile.SecondRow + ",", ["4: the row has 14 fields; the header has 13"] },
        { DeliveredFile.SecondRow, "", ["4: the line is empty"] },
        { DeliveredFile.SecondRow + "\n", DeliveredFile.SecondRow + "\r\n", ["4: the line ends with CR LF"] },
        { "3,,", "3,a\rb,", ["4: the row has 2 fields; the header has 13", "4: the row has 12 fields; the header has 13"] },
        { "\"say \"\"no\"\"\"", "\"say \"\"no", ["5:3 a quoted field is not closed"] },
        { "\"say \"\"no\"\"\"", "\"say\" no", ["5:3 a quoted field is not closed, or text follows its closing quote"] },
        { "a\"\"]\"\n", "a\"\"]\"", ["5: the last line has no line feed"] },
        { DeliveredFile.Good, "", [" the file is empty"] },
    };

    public void Dispose() => _delivered.Dispose();

    [Fact]
    public void A_good_file_is_good()
    {
        var verification = _delivered.Verify();

        Assert.Empty(verification.Problems);
        Assert.Empty(verification.Remarks);
        Assert.True(verification.IsGood);
        Assert.Equal(3, verification.Rows);
    }

    [Theory]
    [MemberData(nameof(Spoilings))]
    public void Each_spoiling_is_told_at_its_place(string good, string bad, string[] expected)
    {
        _delivered.Write(DeliveredFile.Good.Replace(good, bad, StringComparison.Ordinal));

        var problems = _delivered.ProblemsOfRows().Select(problem =>
            $"{(problem.Line is null ? "" : $"{problem.Line}:")}{problem.Field} {problem.Message}").ToList();

        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected.Zip(problems), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("id,name", "name,id", "1 the specification has 'id' here", "2 the specification has 'name' here")]
    [InlineData(",count", ",small", "5 the column already appears, as field 4", " column 'count' is missing; it is number 4 of the specification")]
    [InlineData("id,name,note", "note,id", "1 the specification has 'id' here", "2 the specification has 'note' here", " column 'name' is missing")]
    public void Each_difference_of_the_header_is_told(string good, string bad, params string[] expected)
    {
        _delivered.Write(DeliveredFile.Header.Replace(good, bad, StringComparison.Ordinal) + "\n");

        var problems = _delivered.ProblemsOfRows();

        Assert.Equal(expected.Length, problems.Count);
        Assert.All(problems, problem => Assert.Equal(1, problem.Line));
        Assert.All(expected, text => Assert.Contains(problems, problem => $"{problem.Field} {problem.Message}".StartsWith(text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Columns_in_another_order_are_still_checked_by_their_names()
    {
        _delivered.Write("note,id\nx,1\n,2\n");

        var problem = Assert.Single(_delivered.ProblemsOfRows(), problem => problem.Line > 1);

        Assert.Equal((3, 1, "note"), (problem.Line, problem.Field, problem.Column));
    }
}
