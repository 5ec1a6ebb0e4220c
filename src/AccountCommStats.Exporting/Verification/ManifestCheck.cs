using System.Globalization;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Verification;

/// <summary>
/// Compares a manifest with the specification, with what was found in the files, and with their names. If nothing in the delivery confirms
/// a member of the manifest, reports the member as unverifiable.
/// </summary>
/// <param name="path">Path of the manifest.</param>
/// <param name="manifest">The manifest.</param>
/// <param name="problems">Receives each difference.</param>
internal sealed class ManifestCheck(string path, ExportManifest manifest, ProblemLog problems)
{
    private static readonly string[] Dialects = [.. Enum.GetNames<SqlDialect>().Select(name => name.ToLowerInvariant())];

    private readonly SortedSet<string> _unverifiable = new(
        ["dialect", "duration_seconds", "extracted_at", "time_frame_start", "tool_version", .. manifest.Version is null ? Array.Empty<string>() : ["evidence", "query_sha256"], .. manifest.Expectations is null ? Array.Empty<string>() : ["expectations"]],
        StringComparer.Ordinal);

    /// <summary>The members of the manifest that nothing in the delivery confirms. Members are removed when they are compared.</summary>
    public ISet<string> Unverifiable => _unverifiable;

    /// <summary>The names that the files of this manifest's export have.</summary>
    public ExportFileName Name { get; } = ExportFileName.Create(manifest.Export, manifest.OrganizationId, manifest.AsOf);

    /// <summary>Compares the manifest with the specification, and checks what needs no other file.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="remarks">Receives a remark if another version of the specification was exported.</param>
    public void CompareWith(ExportSchema schema, List<string> remarks)
    {
        if (manifest.Export != schema.Name)
        {
            Report($"'export' is '{manifest.Export}'; the file was verified as '{schema.Name}'");
        }

        if (manifest.Format is not (null or "csv"))
        {
            Report($"'format' is '{manifest.Format}'; in a manifest without 'version' it must be 'csv'");
        }

        if (!Dialects.Contains(manifest.Dialect))
        {
            Report($"'dialect' is '{manifest.Dialect}'; it must be one of: {string.Join(", ", Dialects)}");
        }

        if (manifest.SpecSha256 is not { Length: 64 } || manifest.SpecSha256.Any(digit => !char.IsAsciiHexDigitLower(digit)))
        {
            Report($"'spec_sha256' is '{manifest.SpecSha256}', which is not a SHA-256 in lower-case hexadecimal");
        }
        else if (manifest.SpecSha256 != schema.Document.Sha256)
        {
            remarks.Add(
                $"The file was exported with another version of the specification ({Short(manifest.SpecSha256)}) than this program has "
                + $"({Short(schema.Document.Sha256)}); its columns are compared nevertheless.");
        }

        CheckTimes();
        foreach (var (phase, seconds) in manifest.DurationSeconds.Where(duration => duration.Value < 0))
        {
            Report($"'duration_seconds' says that the phase '{phase}' took {seconds} seconds; a duration must not be negative");
        }

        CompareColumns(schema);
        if (manifest.Version is not null)
        {
            CompareForm(schema);
        }
    }

    /// <summary>Compares the manifest with a file of rows and its name.</summary>
    /// <param name="found">The file.</param>
    /// <param name="rows">What was found in all files of the file's format.</param>
    public void CompareWith(VerifiedFile found, RowsCheck rows)
    {
        var name = Path.GetFileName(found.Path);
        var file = manifest.Files.FirstOrDefault(candidate => candidate.Name == name);
        var ofFormat = manifest.Files.Where(candidate => candidate.Format == file?.Format).ToList();
        CompareName(name, Name.DataWith(found.Format, found.Compression, manifest.Split is null ? null : ofFormat.IndexOf(file!) + 1), "the file");
        if (file is null && manifest.Files is [{ } only])
        {
            Report($"'files' names '{only.Name}', and the file is '{name}'");
            file = only;
        }

        if (file is null)
        {
            Report($"'files' does not name '{name}'");
            return;
        }

        CompareBytes(file, found.Bytes, found.Sha256);
        var format = RowFormats.NameOf(found.Format);
        if ((file.Format ?? manifest.Format) != format)
        {
            Report($"'files' says that '{file.Name}' has the format '{file.Format ?? manifest.Format}'; it has '{format}'");
        }

        var compression = CompressedStream.NameOf(found.Compression);
        if ((file.Compression ?? CompressedStream.NameOf(FileCompression.None)) != compression)
        {
            Report($"'files' says that '{file.Name}' has the compression '{file.Compression ?? "none"}'; it has '{compression}'");
        }

        // A file that could not be read to its end is already reported.
        if (rows.IsComplete && file.Rows != found.Rows)
        {
            Report($"'files' says that '{file.Name}' has {CountText.Of(file.Rows, "row")}; it has {found.Rows}");
        }

        if (manifest.Split is { } split && split.MaxRows < found.Rows)
        {
            Report($"'split' allows {CountText.Of(split.MaxRows.Value, "row")} in a part, and '{file.Name}' has {found.Rows}");
        }
    }

    /// <summary>Checks the manifest's list of files: the files of each format together must have all rows.</summary>
    public void CompareFiles()
    {
        CompareName(Path.GetFileName(path), Name.Manifest, "the manifest");
        if (manifest.Files.Count == 0)
        {
            Report("'files' names no file; an export has at least one");
        }

        foreach (var ofFormat in manifest.Files.GroupBy(file => file.Format))
        {
            var rows = ofFormat.Sum(file => file.Rows);
            if (manifest.Rows != rows)
            {
                Report($"'rows' is {manifest.Rows}, but the rows of 'files' add up to {rows}{(ofFormat.Key is { } format ? $" in {format}" : "")}");
            }

            if (manifest.Split is null && ofFormat.Count() > 1)
            {
                Report($"'files' names {ofFormat.Count()} files{(ofFormat.Key is { } ofParts ? $" of {ofParts}" : "")} and there is no 'split'; without it, one file is expected");
            }
        }
    }

    /// <summary>Compares the manifest with what was found in all files of a format.</summary>
    public void CompareRows(ExportSchema schema, RowsCheck rows)
    {
        CompareSystemColumns(schema, rows.SystemColumns);
        if (rows.Statistics is not { } statistics)
        {
            return;
        }

        for (var i = 0; i < schema.Columns.Length; i++)
        {
            var specified = schema.Columns[i];
            if (manifest.Columns.FirstOrDefault(candidate => candidate.Name == specified.Name) is not { } column)
            {
                continue;
            }

            if (column.Nulls != statistics[i].Nulls)
            {
                Report(i, column, $"the manifest counts {CountText.Of(column.Nulls, "row")} with NULL; the file has {statistics[i].Nulls:N0}");
            }

            if (manifest.Version is not null && rows.IsSound)
            {
                CompareMeasure(i, column, "count of zeros", column.Zeros?.ToString(CultureInfo.InvariantCulture), MeasureText.IsNumber(specified.Type.Kind) ? statistics[i].Zeros.ToString(CultureInfo.InvariantCulture) : null);
                CompareMeasure(i, column, "minimum", column.Minimum, MeasureText.Minimum(specified.Type, in statistics[i]));
                CompareMeasure(i, column, "maximum", column.Maximum, MeasureText.Maximum(specified.Type, in statistics[i]));
                CompareMeasure(i, column, "sum", column.Sum, MeasureText.Sum(specified.Type, in statistics[i]));
                if (manifest.Csv is not { FormulasGuarded: true })
                {
                    CompareMeasure(i, column, "count of each text", CountsOf(column.Values), CountsOf(statistics[i].Texts?.Counts));
                }
            }
        }
    }

    private static string? CountsOf(IReadOnlyDictionary<string, long>? counts)
        => counts is null ? null : string.Join(", ", counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"'{count.Key}' {count.Value}"));

    private void CompareMeasure(int ordinal, ManifestColumn column, string measure, string? stated, string? found)
    {
        if (stated != found)
        {
            Report(ordinal, column, $"the manifest says that its {measure} is {stated ?? "none"}; it is {found ?? "none"}");
        }
    }

    private void Report(int ordinal, ManifestColumn column, string message) => problems.Report(new FileProblem(path, null, ordinal + 1, column.Name, message));

    /// <summary>Compares the columns that have the same value in every row: parameters of the export, and its system values.</summary>
    private void CompareSystemColumns(ExportSchema schema, SystemColumns columns)
    {
        for (var i = 0; i < schema.Columns.Length; i++)
        {
            var column = schema.Columns[i];
            if (column.IsSystemValue)
            {
                CompareSystemValue(column, columns.TryGet(i, out var found), found);
            }
            else if (SystemColumns.IsParameter(column)
                && columns.TryGet(i, out var found)
                && ManifestText.OfParameter(manifest, column) is { } stated)
            {
                _unverifiable.Remove(column.Name);
                CompareValue(column.Name, column, stated, found);
            }
        }

        foreach (var name in manifest.SystemValues.Keys)
        {
            if (!schema.Columns.Any(column => column.Name == name && column.IsSystemValue))
            {
                Report($"'system_values' has '{name}', which is not a system column of the specification");
            }
        }
    }

    /// <summary>Compares a file's name with the name that follows from the export, organization and as-of time of the manifest.</summary>
    public void CompareName(string name, string expected, string what)
    {
        if (name != expected)
        {
            Report($"according to 'export', 'organization_id' and 'as_of', the name of {what} should be '{expected}'; it is '{name}'");
        }
    }

    /// <summary>Compares the length and hash of a file with those in the manifest.</summary>
    public void CompareBytes(ManifestFile file, long bytes, string sha256)
    {
        if (file.Bytes != bytes)
        {
            Report($"'{file.Name}' should have {CountText.Of(file.Bytes, "byte")} and has {bytes:N0}");
        }

        if (file.Sha256 != sha256)
        {
            Report($"'{file.Name}' should have the SHA-256 {file.Sha256} and has {sha256}: it was changed after it was exported");
        }
    }

    /// <summary>Reports a difference.</summary>
    public void Report(string message) => problems.Report(path, message);

    /// <summary>Checks what the manifest says about the form of the files: key, encoding, time zone and CSV dialect.</summary>
    private void CompareForm(ExportSchema schema)
    {
        CompareMember("key", string.Join(", ", manifest.Key!), string.Join(", ", schema.Key.Select(ordinal => schema.Columns[ordinal].Name)));
        CompareMember("encoding", manifest.Encoding, ExportManifest.Utf8);
        CompareMember("time_zone", manifest.TimeZone, ExportManifest.Utc);
        var hasCsv = manifest.Files.Any(file => file.Format == RowFormats.NameOf(FileFormat.Csv));
        if (hasCsv != manifest.Csv is not null)
        {
            Report(hasCsv ? "'csv' is missing, although there are CSV files" : "'csv' is present, although no file is CSV");
        }
        else if (manifest.Csv is { } csv && ManifestCsv.Find(csv.Dialect) != csv)
        {
            Report($"'csv' does not match the dialect '{csv.Dialect}'");
        }
    }

    private void CompareMember(string member, string? stated, string expected)
    {
        if (stated != expected)
        {
            Report($"'{member}' is '{stated}'; it must be '{expected}'");
        }
    }

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
            Report($"'{member}' is not a time in UTC, written with Z and at most six fractional digits");
        }
    }

    private void CompareSystemValue(ExportColumn column, bool isFound, string? found)
    {
        if (!manifest.SystemValues.TryGetValue(column.Name, out var stated))
        {
            Report($"'system_values' lacks '{column.Name}'");
        }
        else if (stated is not null && ManifestText.OfSystemValue(stated, column.Type) is not { } written)
        {
            Report($"'system_values' has '{stated}' for '{column.Name}', which is not a valid {column.Type}");
        }
        else if (isFound)
        {
            CompareValue($"system_values.{column.Name}", column, stated is null ? null : ManifestText.OfSystemValue(stated, column.Type), found);
        }
        else
        {
            _unverifiable.Add("system_values");
        }
    }

    private void CompareValue(string member, ExportColumn column, string? stated, string? found)
    {
        if (stated != found)
        {
            Report($"'{member}' is {Show(stated)}, and column '{column.Name}' of the file has {Show(found)}");
        }
    }

    private void CompareColumns(ExportSchema schema)
    {
        for (var i = 0; i < Math.Max(schema.Columns.Length, manifest.Columns.Count); i++)
        {
            var stated = i < manifest.Columns.Count ? Describe(manifest.Columns[i]) : "nothing";
            var specified = i < schema.Columns.Length ? Describe(schema.Columns[i]) : "nothing";
            if (stated != specified)
            {
                problems.Report(new FileProblem(
                    path, null, i + 1, i < schema.Columns.Length ? schema.Columns[i].Name : null, $"the manifest has {stated} and the specification {specified}"));
            }
            else if (manifest.Version is not null && manifest.SpecSha256 == schema.Document.Sha256 && (manifest.Columns[i].Description ?? "") != schema.Columns[i].Description)
            {
                Report(i, manifest.Columns[i], "the manifest describes the column differently from the specification");
            }
        }
    }

    private static string Show(string? value) => value is null ? "NULL" : FieldFaultText.Show(value);

    private static string Describe(ManifestColumn column) => Describe(column.Name, column.Type, column.Nullable);

    private static string Describe(ExportColumn column) => Describe(column.Name, column.Type.ToString(), column.IsNullable);

    private static string Describe(string name, string type, bool isNullable) => $"'{name} {type}{(isNullable ? "" : " not null")}'";

    private static string Short(string sha256) => sha256[..12];
}
