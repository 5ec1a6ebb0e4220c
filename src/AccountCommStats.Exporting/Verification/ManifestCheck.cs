namespace AccountCommStats.Exporting;

/// <summary>Compares what a manifest says with the specification and with what was found in the file.</summary>
/// <param name="path">Path of the manifest.</param>
/// <param name="manifest">The manifest.</param>
/// <param name="problems">Takes each difference.</param>
internal sealed class ManifestCheck(string path, ExportManifest manifest, ProblemLog problems)
{
    /// <summary>Compares with the specification.</summary>
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

        if (manifest.SpecSha256 != schema.Document.Sha256)
        {
            remarks.Add(
                $"The file was exported with another edition of the specification ({Short(manifest.SpecSha256)}) than this program has "
                + $"({Short(schema.Document.Sha256)}); its columns are compared below all the same.");
        }

        CompareColumns(schema);
    }

    /// <summary>Compares with the file of rows.</summary>
    public void CompareWith(string dataPath, RowsCheck rows, long bytes, string sha256)
    {
        if (manifest.Files is not [{ } file])
        {
            Report($"'files' names {manifest.Files.Count} files; one is expected");
            return;
        }

        if (file.Name != Path.GetFileName(dataPath))
        {
            Report($"'files' names '{file.Name}', and the file is '{Path.GetFileName(dataPath)}'");
        }

        if (ExportFileName.Parse(Path.GetFileName(dataPath)) is { } name && name.Organization != manifest.OrganizationId.Text)
        {
            Report($"'organization_id' is {manifest.OrganizationId}, and the file is named after {OrganizationId.FromSource(name.Organization)}");
        }

        CompareBytes(file, bytes, sha256);
        if (!rows.IsComplete)
        {
            return; // That the rest could not be read is said already.
        }

        if (file.Rows != rows.Rows)
        {
            Report($"'files' says that '{file.Name}' has {file.Rows} rows; it has {rows.Rows}");
        }

        if (manifest.Rows != file.Rows)
        {
            Report($"'rows' is {manifest.Rows}, and the rows of 'files' are {file.Rows}");
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

    /// <summary>Compares length and hash of a file.</summary>
    public void CompareBytes(ManifestFile file, long bytes, string sha256)
    {
        if (file.Bytes != bytes)
        {
            Report($"'{file.Name}' should have {file.Bytes} bytes and has {bytes}");
        }

        if (!string.Equals(file.Sha256, sha256, StringComparison.OrdinalIgnoreCase))
        {
            Report($"'{file.Name}' should have the SHA-256 {file.Sha256} and has {sha256}: it was changed after it was exported");
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

    private static string Describe(ManifestColumn column) => Describe(column.Name, column.Type, column.Nullable);

    private static string Describe(ExportColumn column) => Describe(column.Name, column.Type.ToString(), column.IsNullable);

    private static string Describe(string name, string type, bool isNullable) => $"'{name} {type}{(isNullable ? "" : " not null")}'";

    private static string Short(string sha256) => sha256.Length > 12 ? sha256[..12] : sha256;

    private void Report(string message) => problems.Report(path, message);
}
