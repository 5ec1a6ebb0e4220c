using System.Reflection;
using System.Runtime.Loader;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Generator.Emission;
using AccountCommStats.Generator.Reading;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AccountCommStats.Tests.Generation;

/// <summary>Generated code that is compiled against the runtime as a consumer compiles it: with documentation and all warnings.</summary>
internal static class GeneratedAssembly
{
    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>Compiles the row type of an export.</summary>
    public static CSharpCompilation Compile(DeclaredExport export)
    {
        var source = RowEmitter.Emit(export);
        return EmptyCompilation().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source.Text, ParseOptions, source.HintName));
    }

    /// <summary>A compilation without any code.</summary>
    public static CSharpCompilation EmptyCompilation() => CSharpCompilation.Create(
        "Consumer",
        references: [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(ExportSchema).Assembly.Location)],
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithWarningLevel(int.MaxValue));

    /// <summary>The compiler's diagnostics, without the hidden ones.</summary>
    public static IEnumerable<string> Complaints(CSharpCompilation compilation)
        => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString());

    /// <summary>The row's type, loaded.</summary>
    public static Type Load(DeclaredExport export)
    {
        using var assembly = new MemoryStream();
        var result = Compile(export).Emit(assembly);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        assembly.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true)
            .LoadFromStream(assembly)
            .GetType($"{export.Namespace}.{export.Model.TypeName}".TrimStart('.'), throwOnError: true)!;
    }
}
