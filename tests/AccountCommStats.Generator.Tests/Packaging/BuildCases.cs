using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountCommStats.Tests.Packaging;

/// <summary>A consumer's project: what it declares, and the expected result of its build.</summary>
/// <param name="Name">What is odd about the project; also the name of its folder.</param>
/// <param name="Items">Its MSBuild items.</param>
/// <param name="Documents">The documents, by path, with their titles.</param>
internal sealed record BuildCase(string Name, string Items, params (string Path, string Title)[] Documents)
{
    /// <summary>Its MSBuild properties.</summary>
    public string Properties { get; init; } = "";

    /// <summary>The framework that the project is built for.</summary>
    public string Framework { get; init; } = "net10.0";

    /// <summary>The project's extension, which sets its language.</summary>
    public string Extension { get; init; } = "csproj";

    /// <summary>The second column of its documents.</summary>
    public string Column { get; init; } = "pet_name";

    /// <summary>Further files, by path, with their texts, which are written in Latin-1.</summary>
    public (string Path, string Text)[] Files { get; init; } = [];

    /// <summary>The expected error: the place, the rule and part of the message. Empty if the build must succeed.</summary>
    public string Error { get; init; } = "";

    /// <summary>The row types that must be generated.</summary>
    public string[] Rows { get; init; } = [];

    public override string ToString() => Name;
}

/// <summary>All the projects. One process builds them, because starting MSBuild takes as long as building ten of them.</summary>
public sealed partial class BuildCases : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private string _output = "";

    internal static IReadOnlyList<BuildCase> All { get; } =
    [
        new("catalog like a row", "<ExportSpec Include='a.md' />", ("a.md", "Pet Names"))
        {
            Properties = "<ExportSpecCatalog>Other.petNames</ExportSpecCatalog>",
            Error = "a.md(1,1): error ACS071: The title gives the row type the name 'c.PetNames'",
        },
        new("documents of two folders whose names differ in case", "<ExportSpec Include='s/Pets.md;t/pets.md' />", ("s/Pets.md", "Pets"), ("t/pets.md", "Cats"))
        {
            Error = "t/pets.md(1,1): error ACS071: '",
        },
        new("a row like the namespace of another", "<ExportSpec Include='a.md' Namespace='Acme' /><ExportSpec Include='b.md' Namespace='Acme.Pets' />", ("a.md", "Pets"), ("b.md", "Cats"))
        {
            Error = "b.md(1,1): error ACS071: The title gives the row type the name 'Acme.Pets.Cats', and the title of '",
        },
        new("a row like the namespace of the catalog", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Properties = "<ExportSpecCatalog>c.Pets.Everything</ExportSpecCatalog>",
            Error = "a.md(1,1): error ACS071: The title gives the row type the name 'c.Pets', and ExportSpecCatalog gives the name 'c.Pets.Everything'",
        },
        new("a catalog like the namespace of a row", "<ExportSpec Include='a.md' Namespace='Acme.Rows' />", ("a.md", "Pets"))
        {
            Properties = "<ExportSpecCatalog>Acme</ExportSpecCatalog>",
            Error = "a.md(1,1): error ACS071: The title gives the row type the name 'Acme.Rows.Pets', and ExportSpecCatalog gives the name 'Acme'",
        },
        new("a long catalog", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Properties = $"<ExportSpecCatalog>{new string('X', 300)}</ExportSpecCatalog>",
            Error = "CSC : error ACS073: ExportSpecCatalog, the name of the class that lists all exports, is 'XXX",
        },
        new("a row like a namespace of the framework", "<ExportSpec Include='a.md' />", ("a.md", "System"))
        {
            Properties = "<RootNamespace></RootNamespace>",
            Error = "a.md(1,1): error ACS071: The row type would be 'System', ",
        },
        new("documents that differ in case", "<ExportSpec Include='s/a.md;s/A.md' />", ("s/a.md", "Pets"), ("s/A.md", "Dogs"))
        {
            Error = "error ACS074: These names differ in letter case alone, and are one on other machines: ",
        },
        new("documents that differ in case, one missing", "<ExportSpec Include='s/a.md;s/A.md' />", ("s/a.md", "Pets"))
        {
            Error = "error ACS074: These names differ in letter case alone, and are one on other machines: ",
        },
        new("folders that differ in case", "<ExportSpec Include='a.md' /><ExportSpec Include='b.md' Relations='A' />", ("a.md", "Pets"), ("b.md", "Dogs"))
        {
            Error = "error ACS074: These names differ in letter case alone, and are one on other machines: ",
        },
        new("relations that differ in case", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Files = [("a/Pet.sql", "select p.id as pet_id from pet p")],
            Error = "error ACS074: These names differ in letter case alone, and are one on other machines: ",
        },
        new("documents and folders in two spellings",
            "<ExportSpec Include='s/a.md;./s/a.md;s/../s/a.md' Sources='./s/source/' /><ExportSpec Include='s/b.md' Relations='s/./b' />", ("s/a.md", "Pets"), ("s/b.md", "Dogs"))
        {
            Rows = ["Pets", "Dogs"],
        },
        new("a document declared in two ways", "<ExportSpec Include='a.md' /><ExportSpec Include='./a.md' Namespace='X.Y' />", ("a.md", "Pets"))
        {
            Error = "error ACS071: The specification document 'a.md' is declared twice",
        },
        new("a document that is not there", "<ExportSpec Include='a.md;b.md' />", ("a.md", "Pets")) { Error = "error ACS070: The specification document 'b.md' does not exist" },
        new("a folder in place of a document", "<ExportSpec Include='s/a' />", ("s/a.md", "Pets")) { Error = "error ACS070: The specification document 's/a' is a folder" },
        new("a document in Latin-1", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Files = [("a.md", "# Pets\n\n**Primary Key:** `pet_id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | pet_id | bigint | No | pet.id (n\u00e9) |\n")],
            Error = "a.md(7,39): error ACS070: ",
        },
        new("a relation in Latin-1", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Files = [("a/pet.sql", "select p.id as pet_id,\n  'n\u00e9' as pet_name from pet p")],
            Error = "a/pet.sql(2,5): error ACS070: ",
        },
        new("names with patterns", "<ExportSpec Include='s/*.md' />", ("s/a|b.md", "Pets")) { Error = "error ACS074: The name " },
        new("a name with a star", "<ExportSpec Include='s/*.md' />", ("s/a*b.md", "Pets")) { Error = "error ACS074: The name " },
        new("odd names", "<ExportSpec Include='s/*.md' />",
            ("s/it's (a) 100% #1; [b] {c} $(d) @e.md", "Pets"), ("s/\u00e9 \u6f22\u5b57.md", "It's \"100 %\" {of} <b>& \\Cats"), ("s/a b.c.md", "Cats, \u6f22\u5b57"), ("s/con.md", "9 Lives"))
        {
            Rows = ["Pets", "Its100OfCats", "Cats", "_9Lives"],
        },
        new("titles and a column that name members of the row", "<ExportSpec Include='*.md' />",
            ("a.md", "Schema"), ("b.md", "Query"), ("c.md", "Read"), ("d.md", "Write"), ("e.md", "Equals"), ("f.md", "T Fields"), ("g.md", "T Writer"),
            ("h.md", "Get Hash Code"), ("i.md", "To String"), ("j.md", "Compare Keys"), ("k.md", "Clone"), ("l.md", "Deconstruct"), ("m.md", "Format Key"))
        {
            Column = "clone",
            Rows =
            [
                "SchemaRow", "QueryRow", "ReadRow", "WriteRow", "EqualsRow", "TFieldsRow", "TWriterRow", "GetHashCodeRow", "ToStringRow", "CompareKeysRow", "CloneRow",
                "DeconstructRow", "FormatKeyRow",
            ],
        },
        new("titles that name types, and one as long as can be", "<ExportSpec Include='*.md' />",
            ("a.md", "System"), ("b.md", "String"), ("c.md", "Record"), ("d.md", "Account Comm Stats"), ("e.md", "Export Query"), ("f.md", "I Export Row"), ("g.md", "Object"), ("h.md", new string('x', 100)))
        {
            Rows = ["System", "String", "Record", "AccountCommStats", "ExportQuery", "IExportRow", "Object", "X" + new string('x', 99)],
        },
        new("a long title", "<ExportSpec Include='a.md' />", ("a.md", new string('x', 1100))) { Error = "a.md(1,3): error ACS028: " },
        new("a warning that only the project can configure", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Properties = "<WarningsAsErrors>ACS023</WarningsAsErrors>",
            Files =
            [
                (".editorconfig", "root = true\n[*]\ndotnet_diagnostic.ACS023.severity = none\n"), (".globalconfig", "is_global = true\ndotnet_diagnostic.ACS023.severity = none\n"),
                ("a.md", "# Pets\n\n**Primary Key:** `pet_id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | pet_id | bigint | No | pet.id |\n\n**Total:** 5 columns\n"),
            ],
            Error = "a.md(9,12): error ACS023: ",
        },
        new("a warning that is configured away", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Properties = "<NoWarn>ACS023</NoWarn><WarningsAsErrors>ACS023</WarningsAsErrors>",
            Files = [("a.md", "# Pets\n\n**Primary Key:** `pet_id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | pet_id | bigint | No | pet.id |\n\n**Total:** 5 columns\n")],
            Rows = ["Pets"],
        },
        new("an error that cannot be configured away", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Properties = "<NoWarn>ACS013</NoWarn>",
            Files = [("a.md", "# Pets\n\n**Primary Key:** `pet_id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | pet_id | bgint | No | pet.id |\n")],
            Error = "a.md(7,16): error ACS013: ",
        },
        new("an old version of the language", "<ExportSpec Include='a.md' />", ("a.md", "Pets"))
        {
            Properties = "<LangVersion>12</LangVersion><ExportSpecCatalog>Declared</ExportSpecCatalog>",
            Error = "CSC : error ACS073: The project is compiled as C# 12.0",
        },
        new("an old framework", "<ExportSpec Include='a.md' />", ("a.md", "Pets")) { Framework = "netstandard2.0", Error = "error ACS073: Generated rows need .NET 10 or later" },
        new("another language", "<ExportSpec Include='a.md' />", ("a.md", "Pets")) { Extension = "vbproj", Error = "error ACS073: Rows are generated as C#, and the language of this project is 'VB'" },
    ];

    /// <summary>The errors of a project.</summary>
    internal IReadOnlyList<string> ErrorsOf(BuildCase build)
        => [.. ErrorLine().Matches(_output).Select(match => match.Value.Trim()).Where(line => line.Contains($"/{FolderOf(build)}/", StringComparison.Ordinal)).Distinct()];

    /// <summary>The names of the files that were generated for a project, without <c>.g.cs</c>; empty if its build failed.</summary>
    internal IReadOnlyList<string> RowsOf(BuildCase build)
        => File.Exists(_directory.File($"{FolderOf(build)}/bin/Debug/net10.0/c.dll"))
            ? [.. Directory.GetFiles(_directory.File($"{FolderOf(build)}/obj"), "*.g.cs", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)[..^".g.cs".Length])]
            : [];

    public async Task InitializeAsync()
    {
        foreach (var build in All)
        {
            Write(build);
        }

        await File.WriteAllTextAsync(_directory.File("all.proj"),
            """
            <Project DefaultTargets="Build">
              <ItemGroup><Case Include="*/c.*proj" /></ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Case)" Targets="Restore" Properties="MSBuildRestoreSessionId=1" /></Target>
              <Target Name="Build"><MSBuild Projects="@(Case)" Targets="Build" ContinueOnError="true" /></Target>
            </Project>
            """);
        (_, _output) = await DotnetProcess.RunAsync(_directory.Path, "build", "all.proj", "-nologo", "-m:1", "-v:q");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    private static string FolderOf(BuildCase build) => $"case{((IList<BuildCase>)All).IndexOf(build).ToString(CultureInfo.InvariantCulture)}";

    private static string AssemblyPath(Type type) => type.Assembly.Location;

    private void Write(BuildCase build)
    {
        var folder = FolderOf(build);
        var buildFiles = Repository.PathOf("generator", "AccountCommStats.Generator", "build", "AccountCommStats.Generator");
        Write($"{folder}/c.{build.Extension}",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{buildFiles}.props" />
              <PropertyGroup>
                <TargetFramework>{build.Framework}</TargetFramework>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                {build.Properties}
              </PropertyGroup>
              <ItemGroup>
                {build.Items}
                <Reference Include="{AssemblyPath(typeof(Exporting.Exporter<>))}" />
                <Analyzer Include="{AssemblyPath(typeof(AccountCommStats.Generator.ExportGenerator))}" />
              </ItemGroup>
              <Import Project="{buildFiles}.targets" />
            </Project>
            """);
        foreach (var (path, title) in build.Documents)
        {
            var relations = Path.ChangeExtension(path, null);
            Write($"{folder}/{path}",
                $"""
                # {title} Export Specification

                **Primary Key:** `pet_id`

                | # | Column Name | Data Type | Nullable | Description | Source |
                |---|-------------|-----------|----------|-------------|--------|
                | 1 | pet_id | bigint | No | The pet | pet.id |
                | 2 | {build.Column} | text | Yes | What it listens to | pet.name |
                """);
            Write($"{folder}/{relations}/pet.sql", $"select p.id as pet_id, p.name as {build.Column}\nfrom pet p\n");
            Write($"{folder}/{Path.Combine(Path.GetDirectoryName(path)!, "source/pet.sql")}", "select a.id, a.name\nfrom pet a\nwhere a.organization_id = @organization_id\n");
        }

        if (build.Items.Contains("Relations='A'", StringComparison.Ordinal))
        {
            Write($"{folder}/A/dog.sql", $"select p.id as pet_id, p.name as {build.Column}\nfrom pet p\n");
        }

        foreach (var (path, text) in build.Files)
        {
            File.WriteAllText(_directory.File($"{folder}/{path}"), text, System.Text.Encoding.Latin1);
        }
    }

    private void Write(string path, string text)
    {
        var file = _directory.File(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    [GeneratedRegex(@"^.*: error .*$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}

/// <summary>The generator in consumers' builds: a finding at its place, or a correct build.</summary>
public sealed class BuildCaseTests(BuildCases cases) : IClassFixture<BuildCases>
{
    public static TheoryData<string> Names => [.. BuildCases.All.Select(build => build.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ends_with_a_finding_at_its_place_or_with_all_rows(string name)
    {
        var build = BuildCases.All.Single(build => build.Name == name);
        var errors = cases.ErrorsOf(build);

        if (build.Error.Length > 0)
        {
            Assert.Contains(build.Error, Assert.Single(errors), StringComparison.Ordinal);
        }
        else
        {
            Assert.Empty(errors);
        }

        Assert.Equal(build.Rows.Order(StringComparer.Ordinal), cases.RowsOf(build).Order(StringComparer.Ordinal));
    }
}
