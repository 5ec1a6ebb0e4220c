extern alias generator;

using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AccountCommStats.Benchmarks.Generator;

/// <summary>The generator in an editor: it has run once, and runs again after each edit.</summary>
internal sealed class EditorSession
{
    /// <summary>The step that prints C#.</summary>
    private const string EmissionStep = "Sources";

    /// <summary>The steps that the generator itself declares. Roslyn also tracks steps for the compiler's inputs.</summary>
    private static readonly string[] Pipeline =
        ["Files", "Specifications", "Readings", "Exports", EmissionStep, "Catalogs", "Findings", "Declarations", "Unreadable"];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private SpecificationInMemory _specification;
    private ImmutableArray<AdditionalText> _texts;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    private EditorSession(SpecificationInMemory specification, bool isCounted)
    {
        _specification = specification;
        _texts = Texts(specification);
        _compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("class Consumer;", ParseOptions)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _driver = CSharpGeneratorDriver.Create(
            [new generator::AccountCommStats.Generator.ExportGenerator().AsSourceGenerator()],
            _texts,
            ParseOptions,
            new Options(specification.Folder),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: isCounted));
    }

    /// <summary>How long the last run took, in milliseconds.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>How many outputs of the pipeline's steps the last run recomputed. Only for a session that counts steps.</summary>
    public int StepsRun => Steps().Sum(step => step.Value.Count(IsNew));

    /// <summary>How many row types the last run generated anew. Only for a session that counts steps.</summary>
    public int Emissions => Steps().Where(step => step.Key == EmissionStep).Sum(step => step.Value.Count(IsNew));

    /// <summary>Opens a project, which runs the generator for the first time.</summary>
    /// <param name="specification">Its specification.</param>
    /// <param name="isCounted">Whether steps are counted, which itself takes time.</param>
    public static EditorSession Open(SpecificationInMemory specification, bool isCounted = false)
    {
        var session = new EditorSession(specification, isCounted);
        session.Run();
        if (session._driver.GetRunResult().GeneratedTrees.Length != 1)
        {
            throw new Measuring.BenchmarkException(
                $"The generator printed no row for {specification.Columns} columns: {string.Join("; ", session._driver.GetRunResult().Diagnostics.Take(3))}");
        }

        return session;
    }

    /// <summary>Edits the document and runs the generator.</summary>
    public void Edit(Func<SpecificationInMemory, SpecificationInMemory> edit)
    {
        _specification = edit(_specification);
        var edited = Texts(_specification);
        _driver = _driver.ReplaceAdditionalText(_texts[0], edited[0]);
        _texts = _texts.SetItem(0, edited[0]);
        Run();
    }

    /// <summary>Edits the C# file of the project and runs the generator.</summary>
    public void Type(int edit)
    {
        var tree = _compilation.SyntaxTrees[0];
        _compilation = _compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText($"class Consumer{edit};", ParseOptions));
        Run();
    }

    private static bool IsNew(IncrementalStepRunReason reason)
        => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified;

    private static ImmutableArray<AdditionalText> Texts(SpecificationInMemory specification) =>
    [
        new Text(specification.DocumentPath, specification.Document, "Document"),
        .. specification.Relations.Select(relation
            => new Text(relation.Path, relation.Sql, relation.Path.Contains("/system/", StringComparison.Ordinal) ? "SystemRelation" : "Relation")),
    ];

    private IEnumerable<KeyValuePair<string, List<IncrementalStepRunReason>>> Steps()
        => _driver.GetRunResult().Results.Single().TrackedSteps
            .Where(step => Pipeline.Contains(step.Key))
            .Select(step => KeyValuePair.Create(step.Key, step.Value.SelectMany(run => run.Outputs).Select(output => output.Reason).ToList()));

    private void Run()
    {
        var begin = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(_compilation);
        Milliseconds = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private sealed class Text(string path, string text, string role) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => path;

        public string Role => role;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    /// <summary>The metadata that the generator's build files give each file.</summary>
    private sealed class Options(string folder) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new Dictionary<string, string>
        {
            ["build_metadata.AdditionalFiles.ExportSpecRole"] = ((Text)textFile).Role,
            ["build_metadata.AdditionalFiles.ExportSpecRelations"] = folder,
            ["build_metadata.AdditionalFiles.ExportSpecNamespace"] = "Consumer",
        });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
