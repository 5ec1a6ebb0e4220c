using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using CsCheck;

namespace AccountCommStats.Exporting.Tests.Publication;

/// <summary>A file's name identifies its export, and no other.</summary>
public sealed class ExportFileNameTests
{
    private static readonly DateTime AsOf = new(2025, 3, 31, 1, 2, 3, DateTimeKind.Utc);

    [Theory]
    [InlineData("42", "42")]
    [InlineData("-42", "-42")]
    [InlineData("acme-2", "acme-2")]
    [InlineData("Acme", "%41cme")]
    [InlineData("a.b_c/d", "a%2Eb%5Fc%2Fd")]
    [InlineData("%41", "%2541")]
    [InlineData("é", "%C3%A9")]
    [InlineData("..", "%2E%2E")]
    public void Writes_each_byte_outside_small_letters_digits_and_hyphen_as_its_code(string organization, string inName)
    {
        var name = new ExportFileName("accounts", organization, AsOf);

        Assert.Equal($"accounts.org-{inName}.20250331T010203Z.csv", name.DataWith(FileFormat.Csv));
        Assert.All(
            from format in Enum.GetValues<FileFormat>()
            from compression in Enum.GetValues<FileCompression>()
            from part in new int?[] { null, 1, 12_345 }
            select name.DataWith(format, compression, part),
            file => Assert.Equal(name, ExportFileName.Parse(file)));
        Assert.Equal(name, ExportFileName.Parse(name.Manifest));
        Assert.Equal(name, ExportFileName.Parse(name.Rejects));
    }

    [Theory]
    [InlineData("accounts.org-42.20250331T010203Z.txt")]
    [InlineData("accounts.org-42.20250331T010203.csv")]
    [InlineData("accounts.org-42.20251331T010203Z.csv")]
    [InlineData("accounts.org-42.20250331T010203.000000Z.csv")]
    [InlineData("accounts.org-42.csv")]
    [InlineData("accounts.org-Acme.20250331T010203Z.csv")]
    [InlineData("accounts.org-%c3%a9.20250331T010203Z.csv")]
    [InlineData("accounts.org-%C3.20250331T010203Z.csv")]
    [InlineData("accounts.org-%61.20250331T010203Z.csv")]
    [InlineData("accounts.org-a%.20250331T010203Z.csv")]
    [InlineData(".org-42.20250331T010203Z.csv")]
    [InlineData("accounts.org")]
    [InlineData("")]
    public void Reads_only_what_it_writes(string fileName) => Assert.Null(ExportFileName.Parse(fileName));

    [Fact]
    public void Any_organization_and_time_comes_back_from_its_name()
        => Gen.Select(
                Gen.String.Where(text => !text.Any(char.IsSurrogate)),
                Gen.Long[0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond].Select(microseconds => new DateTime(microseconds * 10, DateTimeKind.Utc)))
            .Sample(
                (organization, asOf) =>
                {
                    var name = new ExportFileName("account-core", organization, asOf);
                    return ExportFileName.Parse(name.DataWith(FileFormat.Csv)) == name && name.DataWith(FileFormat.Csv).All(c => c < 128 && c != '/');
                },
                iter: 2_000,
                seed: "0N0XIzNsQ0O2");
}
