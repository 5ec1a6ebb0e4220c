using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Publication;

/// <summary>What killed exports leave in a directory: temporary files, and the lock files of their targets.</summary>
internal static class Leftovers
{
    private const string TemporarySuffix = ".tmp";
    private const string LockSuffix = ".lock";
    private static readonly int RandomLength = Path.GetRandomFileName().Length;

    /// <summary>A unique name for a temporary file of a target.</summary>
    /// <param name="name">The target's name, which begins with the stem.</param>
    public static string TemporaryName(string name) => $".{name}.{Path.GetRandomFileName()}{TemporarySuffix}";

    /// <summary>Deletes the temporary files of a target. Only the owner of the target's lock may call this.</summary>
    public static void DeleteOf(string directory, string stem)
    {
        foreach (var path in Directory.GetFiles(directory, $".{stem}.*{TemporarySuffix}").Where(path => StemOf(path) == stem))
        {
            Delete(path);
        }
    }

    /// <summary>Deletes the leftovers of other as-of times and organizations, except files of exports that are still running.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="exportName">The export's name.</param>
    /// <param name="ownStem">The target that the caller has locked.</param>
    public static void DeleteOfOthers(string directory, string exportName, string ownStem)
    {
        var stems = Directory.GetFiles(directory, $".{exportName}.org-*")
            .Select(StemOf)
            .OfType<string>()
            .Where(stem => stem != ownStem)
            .Distinct()
            .ToList();
        foreach (var stem in stems)
        {
            try
            {
                using var ended = TargetLock.TryAcquire(TargetLock.PathOf(directory, stem));
                if (ended is not null)
                {
                    DeleteOf(directory, stem);
                }
            }
            catch (OutputException)
            {
                // These leftovers belong to another user, and must not stop the export.
            }
        }
    }

    /// <summary>The stem of the target that a temporary or lock file belongs to; null for other files.</summary>
    private static string? StemOf(string path)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(LockSuffix, StringComparison.Ordinal))
        {
            return name[1..^LockSuffix.Length];
        }

        if (!name.EndsWith(TemporarySuffix, StringComparison.Ordinal))
        {
            return null;
        }

        // Cut off the end of the name, which differs for each temporary file: a dot, a random name of twelve characters, and the suffix.
        var target = name[1..Math.Max(1, name.Length - RandomLength - TemporarySuffix.Length - 1)];
        return ExportFileName.Parse(target)?.Stem;
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            // The file belongs to another user, and must not stop the export.
        }
    }
}
