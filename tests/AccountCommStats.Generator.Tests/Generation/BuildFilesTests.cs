using System.Reflection;
using System.Xml.Linq;
using AccountCommStats.Generator.Diagnostics;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;

namespace AccountCommStats.Tests.Generation;

/// <summary>The names and values in the generator's .props and .targets files must match those in its code.</summary>
public sealed class BuildFilesTests
{
    private static readonly XDocument Props = Load("AccountCommStats.Generator.props");
    private static readonly XDocument Targets = Load("AccountCommStats.Generator.targets");

    private static readonly string[] MetadataNames =
        [ExportSpecMetadata.Folder, ExportSpecMetadata.Namespace, ExportSpecMetadata.Role, ExportSpecMetadata.Sources, ExportSpecMetadata.Today];

    [Fact]
    public void Every_constant_of_the_metadata_is_tested()
        => Assert.Equal(
            [ExportSpecMetadata.ItemName, .. MetadataNames],
            typeof(ExportSpecMetadata).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void The_props_show_the_compiler_the_metadata_that_the_generator_reads()
        => Assert.Equal(
            MetadataNames.Select(name => (ExportSpecMetadata.ItemName, name)),
            Props.Descendants("CompilerVisibleItemMetadata")
                .Select(item => (item.Attribute("Include")!.Value, item.Attribute("MetadataName")!.Value))
                .Order());

    [Fact]
    public void The_props_show_the_compiler_the_properties_that_the_generator_reads()
        => Assert.Equal([DeclaredProject.CatalogProperty, DeclaredProject.TenantTypeProperty], Props.Descendants("CompilerVisibleProperty").Select(item => item.Attribute("Include")!.Value));

    [Fact]
    public void The_targets_give_each_file_a_role_that_the_generator_knows()
        => Assert.Equal(
            Enum.GetNames<FileRole>().Order(StringComparer.Ordinal),
            Targets.Descendants(ExportSpecMetadata.Role).Select(role => role.Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_targets_set_no_metadata_that_the_generator_does_not_read()
        => Assert.Equal(
            MetadataNames,
            Targets.Descendants().Select(element => element.Name.LocalName).Where(name => name.StartsWith("ExportSpec", StringComparison.Ordinal)).Distinct()
                .Order(StringComparer.Ordinal));

    [Fact]
    public void The_targets_report_their_errors_as_the_generator_does()
        => Assert.Equal(
            new[] { BuildRules.FileUnreadable, BuildRules.SpecificationsClash, BuildRules.TenantType, BuildRules.UnsupportedProject, BuildRules.FileNames }
                .Select(rule => (rule.Id, RuleDescriptors.Of(rule).HelpLinkUri)),
            Targets.Descendants("Error").Select(error => (error.Attribute("Code")!.Value, error.Attribute("HelpLink")!.Value)).Distinct().Order());

    /// <summary>A safety net for exceptions that no step catches. Without it, the compiler would only print a warning.</summary>
    [Fact]
    public void The_targets_make_the_compilers_warning_of_a_failed_generator_an_error()
        => Assert.Contains("CS8785", Targets.Descendants("WarningsAsErrors").Single().Value, StringComparison.Ordinal);

    [Fact]
    public void The_targets_refuse_every_type_of_an_organization_but_those_that_the_generator_reads()
    {
        var condition = Targets.Descendants("Error").Single(error => error.Attribute("Code")!.Value == BuildRules.TenantType.Id).Attribute("Condition")!.Value;
        var allowed = condition.Split(" and ").Select(part => part.Split(" != ") is ["'$(ExportSpecTenantType)'", var type] ? type.Trim('\'') : "?").ToList();

        Assert.Equal(
            new[] { "" }.Concat(Enum.GetNames<SqlKind>().Select(name => name.ToLowerInvariant()).Where(name => TenantTypes.Parse(name) is not null)).Order(),
            allowed.Order());
    }

    private static XDocument Load(string name)
        => XDocument.Load(Repository.PathOf("generator", "AccountCommStats.Generator", "build", name));
}
