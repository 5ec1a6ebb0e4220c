using System.Collections.Immutable;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Diagnostics;

/// <summary>Finds what is wrong with the declarations of a project.</summary>
internal static class DeclarationFindings
{
    /// <summary>A finding if the file cannot be read.</summary>
    public static IEnumerable<Finding> OfFile(DeclaredFile file)
    {
        if (!file.IsReadable)
        {
            yield return new Finding(
                BuildRules.FileUnreadable,
                new Location(file.File, default),
                $"'{file.File.Path}' cannot be read. Restore the file, or correct the ExportSpec item that declares it.");
        }
    }

    /// <summary>The specifications that cannot be generated beside an earlier one.</summary>
    public static EquatableArray<Finding> OfClashes(ImmutableArray<SpecificationReading> readings)
    {
        var findings = new List<Finding>();
        foreach (var reading in readings)
        {
            var earlier = readings.TakeWhile(other => other != reading).FirstOrDefault(reading.ClashesWith);
            if (earlier is not null)
            {
                findings.Add(Clash(reading, earlier));
            }
        }

        return new(findings);
    }

    private static Finding Clash(SpecificationReading reading, SpecificationReading earlier)
    {
        var message = reading.ResourceName == earlier.ResourceName
            ? $"'{earlier.Document.Path}' is declared as well, and the project embeds each document under its file name "
                + $"'{reading.ResourceName}'. Rename one of the two documents."
            : $"The title yields the row '{reading.Export?.Model.TypeName}', and so does that of '{earlier.Document.Path}'. "
                + "Give one of the two documents another title.";
        return new Finding(BuildRules.SpecificationsClash, FirstLine(reading.Document), message, FirstLine(earlier.Document));
    }

    private static Location FirstLine(SourceFile file)
    {
        var end = file.Text.IndexOfAny(['\r', '\n']);
        return new(file, TextSpan.FromBounds(0, end < 0 ? file.Text.Length : end));
    }
}
