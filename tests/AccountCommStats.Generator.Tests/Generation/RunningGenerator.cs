using AccountCommStats.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AccountCommStats.Tests.Generation;

/// <summary>The generator in an editor: it has run, and runs again after each edit.</summary>
internal sealed class RunningGenerator
{
    private readonly Dictionary<string, DeclaredText> _texts;
    private CSharpCompilation _compilation = GeneratedAssembly.EmptyCompilation();
    private GeneratorDriver _driver;

    public RunningGenerator(params SpecificationFiles[] specifications)
        : this(catalog: "", specifications)
    {
    }

    public RunningGenerator(string catalog, params SpecificationFiles[] specifications)
    {
        // Specifications of one project share its source tables.
        _texts = specifications.SelectMany(specification => specification.Texts()).DistinctBy(text => text.Path).ToDictionary(text => text.Path);
        _driver = GeneratorRun.CreateDriver([.. _texts.Values], catalog).RunGenerators(_compilation);
    }

    /// <summary>What the last run reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _driver.GetRunResult().Diagnostics;

    /// <summary>Whether each step's outputs were new, modified or reused in the last run.</summary>
    public IReadOnlyDictionary<string, IncrementalStepRunReason[]> Reasons
        => Result.TrackedSteps
            .Where(step => typeof(ExportGenerator.Steps).GetField(step.Key) is not null)
            .ToDictionary(step => step.Key, step => ReasonsOf(step.Value));

    /// <summary>Whether the generated sources were new, modified or reused in the last run.</summary>
    public IncrementalStepRunReason[] SourceReasons
        => ReasonsOf(Result.TrackedOutputSteps
            .SelectMany(step => step.Value)
            .Where(run => run.Inputs.Any(input => input.Source.Name == ExportGenerator.Steps.Sources)));

    private GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    /// <summary>Edits the files of a specification.</summary>
    public void Edit(SpecificationFiles edited)
    {
        foreach (var text in edited.Texts())
        {
            if (_texts[text.Path].GetText()!.ContentEquals(text.GetText()!))
            {
                continue;
            }

            _driver = _driver.ReplaceAdditionalText(_texts[text.Path], text);
            _texts[text.Path] = text;
        }

        _driver = _driver.RunGenerators(_compilation);
    }

    /// <summary>Adds C# to the project.</summary>
    public void Type(string csharp)
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(csharp, GeneratedAssembly.ParseOptions));
        _driver = _driver.RunGenerators(_compilation);
    }

    private static IncrementalStepRunReason[] ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> runs)
        => [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)];
}
