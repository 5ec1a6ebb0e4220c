using System.Collections.Immutable;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Generator.Diagnostics;

/// <summary>The rules for what a project declares, regardless of what its files contain.</summary>
internal static class BuildRules
{
    /// <summary>A file of a specification is missing or cannot be read.</summary>
    /// <remarks>The targets report a missing document under the same id, before the compiler starts.</remarks>
    public static readonly Rule FileUnreadable = new("ACS070", "A file of a specification cannot be read", Severity.Error);

    /// <summary>Two specifications of one project would generate the same row type, or share a file name.</summary>
    public static readonly Rule SpecificationsClash = new("ACS071", "Two specifications of a project clash", Severity.Error);

    /// <summary>A project declares an unknown data type for organizations.</summary>
    /// <remarks>The targets report this rule, not the generator.</remarks>
    public static readonly Rule TenantType = new("ACS072", "Organization type is not supported", Severity.Error);

    /// <summary>Row types cannot be generated for the language, language version or framework of a project.</summary>
    /// <remarks>
    /// The targets report an unsupported language or framework, and the generator reports an unsupported language version.
    /// </remarks>
    public static readonly Rule UnsupportedProject = new("ACS073", "Row types cannot be generated for this project", Severity.Error);

    /// <summary>The build or another machine cannot tell two names of files or folders apart, or a name contains wildcards.</summary>
    /// <remarks>The targets report this rule, not the generator.</remarks>
    public static readonly Rule FileNames = new("ACS074", "File names clash or contain wildcards", Severity.Error);

    /// <summary>The generator itself failed.</summary>
    public static readonly Rule GeneratorFailed = new("ACS075", "The generator failed", Severity.Error);

    /// <summary>All build rules.</summary>
    public static readonly ImmutableArray<Rule> All =
        ImmutableArray.Create(FileUnreadable, SpecificationsClash, TenantType, UnsupportedProject, FileNames, GeneratorFailed);
}
