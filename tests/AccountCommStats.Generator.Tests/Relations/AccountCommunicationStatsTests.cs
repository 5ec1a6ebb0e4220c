using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;

namespace AccountCommStats.Tests.Relations;

/// <summary>The relations of this repository's own specification.</summary>
public class AccountCommunicationStatsTests
{
    private const string Folder = "spec/account-communication-stats";

    [Fact]
    public void They_are_sound_and_supply_all_columns()
    {
        var result = Read((_, text) => text);
        Assert.Empty(result.Findings);
        Assert.Equal(52, result.Model!.Columns.Count);
        Assert.Equal(["extracted_at"], result.Model.Columns.Where(column => column.Relation is null).Select(column => column.Name));
        Assert.DoesNotContain(result.Model.Columns, column => column.Definition.Length == 0 && column.Relation is not null);
        Assert.NotNull(result.Model.Keys);
    }

    [Fact]
    public void They_never_read_the_token_of_a_user()
        => Assert.DoesNotContain("token", Assert.Single(
            Read((_, text) => text).Model!.SourceTables, table => table.Name == "user_api_token").Columns);

    [Fact]
    public void A_deleted_output_is_one_finding_at_its_column()
    {
        var finding = Assert.Single(Read((name, text) => name != "meeting.sql" ? text : string.Join('\n', text.Split('\n')
            .Where(line => !line.TrimEnd(',', '\r').EndsWith(" as total_meetings", StringComparison.Ordinal)))).Findings);
        Assert.Equal("ACS050", finding.Rule.Id);
        Assert.Equal(Folder + ".md", finding.Location.File.Path);
        Assert.Equal("total_meetings", finding.Location.File.Text.Substring(finding.Location.Span.Start, finding.Location.Span.Length));
        Assert.Contains($"add it to meeting.sql in {Folder}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_condition_on_the_organization_is_needed()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("spec", "source"), "*.sql"))
        {
            var name = "source/" + Path.GetFileName(path);
            var findings = Read((file, text) => file == name ? text.Replace("organization_id = @organization_id", "organization_id > 0", StringComparison.Ordinal) : text).Findings;
            Assert.Equal("ACS082", Assert.Single(findings).Rule.Id);
        }
    }

    private static IEnumerable<string> Files()
    {
        var folder = Repository.PathOf("spec", "account-communication-stats");
        return Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }

    private static SpecificationResult Read(Func<string, string, string> edit)
    {
        var files = Files().Select(name => new SourceFile(
            $"{Folder}/{name}", edit(name, Repository.ReadText("spec", "account-communication-stats", name)))).ToList();
        return SpecificationReader.Read(new SpecificationSource(
            new SourceFile($"{Folder}.md", Repository.ReadText("spec", "account-communication-stats.md")),
            Folder,
            new(files.Where(file => Path.GetDirectoryName(file.Path) == Folder)),
            new(files.Where(file => file.Path.Contains("/system/", StringComparison.Ordinal))))
        {
            SharedRelations = new(files.Where(file => file.Path.Contains("/shared/", StringComparison.Ordinal))),
            Sources = RealSources(edit),
        });
    }

    private static SourceFolder RealSources(Func<string, string, string> edit)
    {
        var folder = Repository.PathOf("spec", "source");
        return new SourceFolder(
            "spec/source",
            new(Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal)
                .Select(path => new SourceFile("spec/source/" + Path.GetFileName(path), edit("source/" + Path.GetFileName(path), File.ReadAllText(path))))),
            new SourceFile("spec/source/catalog.txt", Repository.ReadText("spec", "source", "catalog.txt")));
    }
}
