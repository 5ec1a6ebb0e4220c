using System.Security.Cryptography;
using System.Text;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>A small good export with a column of each type, to be spoiled in one place and verified.</summary>
internal sealed class DeliveredFile : IDisposable
{
    /// <summary>The good header.</summary>
    public const string Header = "id,name,note,count,small,active,amount,day,at,instant,ratio,reference,data";

    /// <summary>The first row, which ends on the third line: its note has a line break.</summary>
    public const string FirstRow = "-7,abc,\"one,\ntwo\",5,1,t,12.50,2025-03-31,2025-03-31 00:00:00,2025-03-31 00:00:00+00,1.5,0b0bd8bd-7f08-4a0c-9e5f-2b8a9f5a3a11,{}";

    /// <summary>The second row, on the fourth line.</summary>
    public const string SecondRow = "3,,\"\",,,,,,,,,,";

    /// <summary>The third row, on the fifth line.</summary>
    public const string ThirdRow = "20,😀😀😀😀😀,\"say \"\"no\"\"\",-2147483648,-32768,f,-9999.99,0001-01-01,9999-12-31 23:59:59.999999,2025-03-31 00:00:00.5+00,1e-07,0b0bd8bd-7f08-4a0c-9e5f-2b8a9f5a3a12,\"[1, \"\"a\"\"]\"";

    private readonly TemporaryDirectory _directory = new();

    /// <summary>Writes the good file and its manifest.</summary>
    public DeliveredFile()
    {
        Write(Good);
        WriteManifest(Manifest);
    }

    /// <summary>The good file.</summary>
    public static string Good => $"{Header}\n{FirstRow}\n{SecondRow}\n{ThirdRow}\n";

    /// <summary>The export.</summary>
    public static ExportSchema Schema { get; } = new()
    {
        Name = "sample",
        Title = "Sample",
        Grain = "",
        Columns =
        [
            Column("id", new SqlType(SqlKind.Bigint), isNullable: false),
            Column("name", new SqlType(SqlKind.Varchar, Length: 5)),
            Column("note", new SqlType(SqlKind.Text), isNullable: false),
            Column("count", new SqlType(SqlKind.Integer)),
            Column("small", new SqlType(SqlKind.Smallint)),
            Column("active", new SqlType(SqlKind.Boolean)),
            Column("amount", new SqlType(SqlKind.Numeric, Precision: 6, Scale: 2)),
            Column("day", new SqlType(SqlKind.Date)),
            Column("at", new SqlType(SqlKind.Timestamp)),
            Column("instant", new SqlType(SqlKind.TimestampTz)),
            Column("ratio", new SqlType(SqlKind.DoublePrecision)),
            Column("reference", new SqlType(SqlKind.Uuid)),
            Column("data", new SqlType(SqlKind.Jsonb)),
        ],
        Key = [0],
        Document = AccountCommunicationStats.Schema.Document,
    };

    /// <summary>The good file's manifest.</summary>
    public ExportManifest Manifest => new()
    {
        Export = Schema.Name,
        SpecSha256 = Schema.Document.Sha256,
        ToolVersion = "1",
        Dialect = "duckdb",
        OrganizationId = 42,
        AsOf = DateTime.UnixEpoch,
        TimeFrameStart = DateTime.UnixEpoch,
        ExtractedAt = DateTime.UnixEpoch,
        SystemValues = new Dictionary<string, string?>(),
        Format = "csv",
        Rows = 3,
        Columns = [.. Schema.Columns.Select((column, i) => new ManifestColumn(column.Name, column.Type.ToString(), column.IsNullable, i is 0 or 2 ? 0 : 1))],
        Files = [Describe(DataPath, Good, rows: 3)],
        Violations = new ManifestViolations(0, new Dictionary<string, long>(), null),
        DurationSeconds = new Dictionary<string, double>(),
    };

    /// <summary>Path of the file.</summary>
    public string DataPath => _directory.File("sample.org-42.19700101T000000Z.csv");

    /// <summary>Path of the manifest.</summary>
    public string ManifestPath => _directory.File("sample.org-42.19700101T000000Z.manifest.json");

    /// <summary>Path of the rejects file.</summary>
    public string RejectsPath => _directory.File("sample.org-42.19700101T000000Z.rejects.csv");

    /// <summary>A file as a manifest describes it.</summary>
    public static ManifestFile Describe(string path, string content, long rows)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new ManifestFile(Path.GetFileName(path), rows, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>Replaces the file's content.</summary>
    public void Write(string content) => File.WriteAllText(DataPath, content);

    /// <summary>Replaces the manifest.</summary>
    public void WriteManifest(ExportManifest manifest) => File.WriteAllBytes(ManifestPath, manifest.ToUtf8());

    /// <summary>Verifies the file.</summary>
    public FileVerification Verify(int maxProblems = FileVerifier.DefaultMaxProblems)
        => new FileVerifier(Schema, maxProblems).Verify(DeliveredExport.Find(DataPath));

    /// <summary>Verifies the export, and returns the problems in the file with the rows.</summary>
    public IReadOnlyList<FileProblem> ProblemsOfRows() => [.. Verify().Problems.Where(problem => problem.File == DataPath)];

    /// <summary>Verifies the export, and returns the problems in the manifest and the rejects file.</summary>
    public IReadOnlyList<FileProblem> ProblemsOfManifest() => [.. Verify().Problems.Where(problem => problem.File != DataPath)];

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static ExportColumn Column(string name, SqlType type, bool isNullable = true) => new(name, type, isNullable, "", "", "", null);
}
