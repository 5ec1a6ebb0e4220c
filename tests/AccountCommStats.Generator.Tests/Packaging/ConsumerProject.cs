
namespace AccountCommStats.Tests.Packaging;

/// <summary>A project outside this repository that uses the packages, with its specification in a folder beside it.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private const string Program =
        """
        using AccountCommStats.Exporting;
        using AccountCommStats.Exporting.Runs;
        using DuckDB.NET.Data;

        using (var connection = new DuckDBConnection("Data Source=pets.duckdb"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "create table pet (id bigint, organization_id bigint, name varchar); insert into pet values (2, 42, 'Zoë'), (1, 42, null), (3, 43, 'Rex')";
            command.ExecuteNonQuery();
        }

        await using var source = ExportSource.Open("pets.duckdb");
        var request = new ExportRequest { OrganizationId = 42, OutputDirectory = "." };
        var result = await new Exporter<Acme.Pets.PetNames>(source).ExportAsync(request, progress: null, CancellationToken.None);
        Console.Write(File.ReadAllText(result.FilePath));
        """;

    private readonly TemporaryDirectory _directory = new();

    private ConsumerProject()
    {
    }

    /// <summary>The folder of the project.</summary>
    public string Folder => _directory.File("app");

    /// <summary>The specification.</summary>
    public string Document => _directory.File("spec/pet-names.md");

    /// <summary>Writes the project.</summary>
    /// <param name="feed">The folder with the packages.</param>
    public static ConsumerProject Create(string feed)
    {
        var project = new ConsumerProject();
        project.Write("nuget.config", NugetConfig(feed));
        project.Write("app/Pets.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace>Acme.Pets</RootNamespace>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AccountCommStats.Generator" Version="{PackageFeed.Version}" />
                <ExportSpec Include="../spec/pet-names.md" />
              </ItemGroup>
            </Project>
            """);
        project.Write("app/Program.cs", Program);
        project.Write("spec/pet-names.md",
            """
            # Pet Names Export Specification

            **Primary Key:** `pet_id`

            | # | Column Name | Data Type | Nullable | Description | Source |
            |---|-------------|-----------|----------|-------------|--------|
            | 1 | pet_id | bigint | No | The pet | pet.id |
            | 2 | pet_name | varchar(50) | Yes | What it listens to | pet.name |
            """);
        project.Write("spec/pet-names/pet.sql",
            """
            select p.id as pet_id, p.name as pet_name
            from pet p
            """);
        project.Write("spec/source/pet.sql",
            """
            select a.id, a.name
            from pet a
            where a.organization_id = @organization_id
            """);
        return project;
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    /// <remarks>
    /// Unpacks the packages under test into a folder of this project, and finds all other packages where they already are.
    /// Therefore nothing is downloaded twice, and nothing is left behind.
    /// </remarks>
    private static string NugetConfig(string feed)
    {
        var shared = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="{feed}" /></packageSources>
              <fallbackPackageFolders><add key="shared" value="{shared}" /></fallbackPackageFolders>
            </configuration>
            """;
    }

    private void Write(string path, string text)
    {
        var file = _directory.File(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
