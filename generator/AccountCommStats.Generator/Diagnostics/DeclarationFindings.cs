using System.Collections.Immutable;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using Microsoft.CodeAnalysis.CSharp;
using Location = AccountCommStats.Specs.Findings.Location;

namespace AccountCommStats.Generator.Diagnostics;

/// <summary>Reports errors in the declarations of a project, and failures of the generator itself.</summary>
internal static class DeclarationFindings
{
    private static readonly SourceFile NoFile = new("", "");

    /// <summary>A finding if the file cannot be read.</summary>
    public static IEnumerable<Finding> OfFile(DeclaredFile file)
    {
        if (file.UnreadableAt is { } place)
        {
            yield return new Finding(
                BuildRules.FileUnreadable,
                new Location(file.File, TextSpan.FromBounds(place, Math.Min(place + 1, file.File.Text.Length))),
                file.File.Text.Length > 0
                    ? $"'{file.File.Path}' is not UTF-8: the bytes here are not a UTF-8 character. Save the file as UTF-8."
                    : $"'{file.File.Path}' cannot be read. Restore the file, or correct the ExportSpec item that declares it.");
        }
    }

    /// <summary>
    /// Findings about settings that prevent generation, specifications that could not be read, and names that clash or cannot be used.
    /// </summary>
    public static EquatableArray<Finding> OfProject(DeclaredProject project, ImmutableArray<SpecificationReading> readings)
    {
        var findings = new List<Finding>();
        if (!project.IsSupported)
        {
            findings.Add(new Finding(
                BuildRules.UnsupportedProject,
                new Location(NoFile, default),
                $"The project is compiled as C# {project.Language.ToDisplayString()}, and generated rows need C# {DeclaredProject.MinimumLanguage.ToDisplayString()}"
                    + " or later. Remove LangVersion from the project, or raise it."));
        }
        else if (!project.IsCatalogFit)
        {
            findings.Add(new Finding(
                BuildRules.UnsupportedProject,
                new Location(NoFile, default),
                $"{DeclaredProject.CatalogProperty}, the name of the class that lists all exports, is '{project.Catalog}', which is too long for a file name or is a namespace that generated code"
                    + " uses. Write another name."));
        }

        foreach (var reading in readings)
        {
            if (reading.Failure is { } failure)
            {
                findings.Add(Failure(FirstLine(reading.Document), "reading this specification", failure));
            }

            var earlier = readings.TakeWhile(other => other != reading).FirstOrDefault(reading.ClashesWith);
            if (earlier is not null)
            {
                findings.Add(Clash(reading, earlier));
            }
            else if (reading.Export is { IsFit: false } export)
            {
                findings.Add(new Finding(
                    BuildRules.SpecificationsClash,
                    FirstLine(reading.Document),
                    $"The row type would be '{export.FullName}', which is too long for a file name or is a namespace that generated code uses. Give the document another title, or its"
                        + " ExportSpec item another Namespace."));
            }
            else if (reading.ClashesWith(project))
            {
                findings.Add(new Finding(
                    BuildRules.SpecificationsClash,
                    FirstLine(reading.Document),
                    $"The title gives the row type the name '{reading.Export!.FullName}', and {DeclaredProject.CatalogProperty} gives the name '{project.Catalog}'"
                        + " to the class that lists all exports: the two names clash. Give the class another name, one that no namespace has."));
            }
        }

        return new(findings);
    }

    /// <summary>A finding for an exception that ended a step of the generator.</summary>
    public static Finding OfFailure(string file, string failure) => Failure(new Location(NoFile, default), $"generating '{file}'", failure);

    private static Finding Failure(Location location, string step, string failure) => new(
        BuildRules.GeneratorFailed,
        location,
        $"The generator failed while {step}: {failure}. Nothing was generated for it. Please report this, with the specification.");

    private static Finding Clash(SpecificationReading reading, SpecificationReading earlier)
    {
        var message = reading.HasResourceOf(earlier)
            ? $"'{earlier.Document.Path}' has the same file name, and the project embeds each document under its file name, "
                + $"'{reading.ResourceName}'. Rename one of the two documents."
            : $"The title gives the row type the name '{reading.Export!.FullName}', and the title of '{earlier.Document.Path}' gives '{earlier.Export!.FullName}': the generated files of the two row types would have the same "
                + "name, or one row type has the name of the other's namespace. Give one of the two documents another title.";
        return new Finding(BuildRules.SpecificationsClash, FirstLine(reading.Document), message, FirstLine(earlier.Document));
    }

    private static Location FirstLine(SourceFile file)
    {
        var end = file.Text.IndexOfAny(['\r', '\n']);
        return new(file, TextSpan.FromBounds(0, end < 0 ? file.Text.Length : end));
    }
}
