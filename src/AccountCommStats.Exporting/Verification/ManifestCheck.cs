using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Verification;

/// <summary>
/// Compares what a manifest says with the specification, with what was found in the file and with the file's name. What
/// nothing delivered bears out is declared unverifiable.
/// </summary>
/// <param name="path">Path of the manifest.</param>
/// <param name="manifest">The manifest.</param>
/// <param name="problems">Takes each difference.</param>
internal sealed class ManifestCheck(string path, ExportManifest manifest, ProblemLog problems)
{
    private static readonly string[] Dialects = [.. Enum.GetNames<SqlDialect>().Select(name => name.ToLowerInvariant())];

    private readonly SortedSet<string> _unverifiable = new(StringComparer.Ordinal)
    {
        "dialect", "duration_seconds", "extracted_at", "time_frame_start", "tool_version",
    };

    /// <summary>The members of the manifest that nothing delivered bears out; such as could be compared are taken from them.</summary>
    public ISet<string> Unverifiable => _unverifiable;

    /// <summary>The names that files of such an export have.</summary>
    public ExportFileName Name { get; } = ExportFileName.Create(manifest.Export, manifest.OrganizationId, manifest.AsOf);

    /// <summary>Compares with the specification, and looks at what can be judged by itself.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="remarks">Told when another edition of the specification was exported.</param>
    public void CompareWith(ExportSchema schema, List<string> remarks)
    {
        if (manifest.Export != schema.Name)
        {
            Report($"'export' is '{manifest.Export}'; the file was verified as '{schema.Name}'");
        }

        if (manifest.Format != "csv")
        {
            Report($"'format' is '{manifest.Format}'; only 'csv' can be verified");
        }

        if (!Dialects.Contains(manifest.Dialect))
        {
            Report($"'dialect' is '{manifest.Dialect}'; it must be one of: {string.Join(", ", Dialects)}");
        }

        if (manifest.SpecSha256 is not { Length: 64 } || manifest.SpecSha256.Any(digit => !char.IsAsciiHexDigitLower(digit)))
        {
            Report($"'spec_sha256' is '{manifest.SpecSha256}', which is no SHA-256 in lower-case hexadecimal");
        }
        else if (manifest.SpecSha256 != schema.Document.Sha256)
        {
            remarks.Add(
                $"The file was exported with another edition of the specification ({Short(manifest.SpecSha256)}) than this program has "
                + $"({Short(schema.Document.Sha256)}); its columns are compared below all the same.");
        }

        CheckTimes();
        foreach (var (phase, seconds) in manifest.DurationSeconds.Where(duration => duration.Value < 0))
        {
            Report($"'duration_seconds' says that the phase '{phase}' took {seconds} seconds");
        }

        CompareColumns(schema);
    }

    /// <summary>Compares with the file of rows and the names of both.</summary>
    public void CompareWith(string dataPath, RowsCheck rows, long bytes, string sha256, FileCompression compression)
    {
        var dataName = Path.GetFileName(dataPath);
        CompareName(dataName, Name.DataWith(compression), "the file");
        CompareName(Path.GetFileName(path), Name.Manifest, "the manifest");
        if (manifest.Files is not [{ } file])
        {
            Report($"'files' names {manifest.Files.Count} files; one is expected");
            return;
        }

        if (file.Name != dataName)
        {
            Report($"'files' names '{file.Name}', and the file is '{dataName}'");
        }

        CompareBytes(file, bytes, sha256);
        var name = CompressedStream.NameOf(compression);
        if ((file.Compression ?? CompressedStream.NameOf(FileCompression.None)) != name)
        {
            Report($"'files' says that '{file.Name}' has the compression '{file.Compression ?? "none"}'; it has '{name}'");
        }

        if (manifest.Rows != file.Rows)
        {
            Report($"'rows' is {manifest.Rows}, and the rows of 'files' are {file.Rows}");
        }

        // Where the rest could not be read, that is said already.
        if (rows.IsComplete && file.Rows != rows.Rows)
        {
            Report($"'files' says that '{file.Name}' has {file.Rows} rows; it has {rows.Rows}");
        }
    }

    /// <summary>Compares the null counts.</summary>
    public void CompareNulls(ExportSchema schema, IReadOnlyList<long> nullCounts)
    {
        for (var i = 0; i < schema.Columns.Length; i++)
        {
            var name = schema.Columns[i].Name;
            var column = manifest.Columns.FirstOrDefault(candidate => candidate.Name == name);
            if (column is not null && column.Nulls != nullCounts[i])
            {
                problems.Report(new FileProblem(
                    path, null, i + 1, name, $"the manifest says that {column.Nulls} rows have NULL; {nullCounts[i]} have"));
            }
        }
    }

    /// <summary>Compares what is the same on every row: parameters of the export, and its system values.</summary>
    public void CompareSystemColumns(ExportSchema schema, SystemColumns columns)
    {
        for (var i = 0; i < schema.Columns.Length; i++)
        {
            var column = schema.Columns[i];
            if (SystemColumns.IsSystemValue(column))
            {
                CompareSystemValue(column, columns.TryGet(i, out var found), found);
            }
            else if (SystemColumns.IsParameter(column)
                && columns.TryGet(i, out var found)
                && ManifestText.OfParameter(manifest, column) is { } said)
            {
                _unverifiable.Remove(column.Name);
                CompareValue(column.Name, column, said, found);
            }
        }

        foreach (var name in manifest.SystemValues.Keys)
        {
            if (!schema.Columns.Any(column => column.Name == name && SystemColumns.IsSystemValue(column)))
            {
                Report($"'system_values' has '{name}', which is no system column of the specification");
            }
        }
    }

    /// <summary>Compares a file's name with the one that the manifest's export, organization and as-of time make.</summary>
    public void CompareName(string name, string expected, string what)
    {
        if (name != expected)
        {
            Report($"by 'export', 'organization_id' and 'as_of' the name of {what} is '{expected}'; it is '{name}'");
        }
    }

    /// <summary>Compares length and hash of a file.</summary>
    public void CompareBytes(ManifestFile file, long bytes, string sha256)
    {
        if (file.Bytes != bytes)
        {
            Report($"'{file.Name}' should have {file.Bytes} bytes and has {bytes}");
        }

        if (file.Sha256 != sha256)
        {
            Report($"'{file.Name}' should have the SHA-256 {file.Sha256} and has {sha256}: it was changed after it was exported");
        }
    }

    /// <summary>Tells a difference.</summary>
    public void Report(string message) => problems.Report(path, message);

    private void CheckTimes()
    {
        CheckTime("as_of", manifest.AsOf);
        CheckTime("time_frame_start", manifest.TimeFrameStart);
        CheckTime("extracted_at", manifest.ExtractedAt);
        if (manifest.TimeFrameStart > manifest.AsOf)
        {
            Report("'time_frame_start' is after 'as_of', which ends the time frame");
        }
    }

    private void CheckTime(string member, DateTime time)
    {
        if (time.Kind != DateTimeKind.Utc || time.Ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            Report($"'{member}' is no time in UTC, written with Z and at most six digits after the second's point");
        }
    }

    private void CompareSystemValue(ExportColumn column, bool isFound, string? found)
    {
        if (!manifest.SystemValues.TryGetValue(column.Name, out var said))
        {
            Report($"'system_values' lacks '{column.Name}'");
        }
        else if (said is not null && ManifestText.OfSystemValue(said, column.Type) is not { } written)
        {
            Report($"'system_values' has '{said}' for '{column.Name}', which is no {column.Type}");
        }
        else if (isFound)
        {
            CompareValue($"system_values.{column.Name}", column, said is null ? null : ManifestText.OfSystemValue(said, column.Type), found);
        }
        else
        {
            _unverifiable.Add("system_values");
        }
    }

    private void CompareValue(string member, ExportColumn column, string? said, string? found)
    {
        if (said != found)
        {
            Report($"'{member}' is {Show(said)}, and column '{column.Name}' of the file has {Show(found)}");
        }
    }

    private void CompareColumns(ExportSchema schema)
    {
        for (var i = 0; i < Math.Max(schema.Columns.Length, manifest.Columns.Count); i++)
        {
            var said = i < manifest.Columns.Count ? Describe(manifest.Columns[i]) : "nothing";
            var specified = i < schema.Columns.Length ? Describe(schema.Columns[i]) : "nothing";
            if (said != specified)
            {
                problems.Report(new FileProblem(
                    path, null, i + 1, i < schema.Columns.Length ? schema.Columns[i].Name : null, $"the manifest has {said} and the specification {specified}"));
            }
        }
    }

    private static string Show(string? value) => value is null ? "NULL" : FieldFaultText.Show(value);

    private static string Describe(ManifestColumn column) => Describe(column.Name, column.Type, column.Nullable);

    private static string Describe(ExportColumn column) => Describe(column.Name, column.Type.ToString(), column.IsNullable);

    private static string Describe(string name, string type, bool isNullable) => $"'{name} {type}{(isNullable ? "" : " not null")}'";

    private static string Short(string sha256) => sha256[..12];
}
