using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

public sealed class SpecNewTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Folder => _directory.File("spec");

    [Fact]
    public async Task What_it_writes_reads_clean_and_has_a_query()
    {
        var created = await NewAsync("account-topics");

        Assert.Equal(0, created.ExitCode);
        var show = await AcstatsProcess.RunAsync("spec", "show", "--sql", "--file", _directory.File("spec/account-topics.md"));
        Assert.Equal(0, show.ExitCode);
        Assert.Equal("", show.Error);
        Assert.StartsWith("-- account-topics: ", show.Output, StringComparison.Ordinal);
        Assert.Contains("account_relation.account_name", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_the_one_line_that_is_left_to_add()
    {
        var created = await NewAsync("account-topics");

        Assert.Contains("""spec/account-topics.md" />""", created.Output, StringComparison.Ordinal);
        Assert.Contains("<ExportSpec Include=\"", created.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account-topics.md")]
    [InlineData("account-topics/account.sql")]
    public async Task Leaves_what_is_there_as_it_is(string existing)
    {
        var path = Path.Combine(Folder, existing);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "mine");

        var refused = await NewAsync("account-topics");

        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("exists already", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(path));
        Assert.Single(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("Account Topics")]
    [InlineData("../topics")]
    [InlineData("a--b")]
    [InlineData("-")]
    public async Task Refuses_a_name_that_the_document_would_not_have(string name)
    {
        var refused = await AcstatsProcess.RunAsync("spec", "new", "--folder", Folder, "--", name);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"'{name}'", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    public void Dispose() => _directory.Dispose();

    private Task<AcstatsResult> NewAsync(string name) => AcstatsProcess.RunAsync("spec", "new", name, "--folder", Folder);
}
