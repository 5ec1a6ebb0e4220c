using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>A manifest that does not agree with its file, and a rejects file that does not agree with the manifest.</summary>
public sealed class SpoiledManifestTests : IDisposable
{
    private const string Rejects = "id,column,rule,value\n5,count,range,99999999999\n5,name,length,abcdefg\n8,id,key_unique,8\n";

    private static readonly Dictionary<string, long> Rules = new() { ["range"] = 1, ["length"] = 1, ["key_unique"] = 1 };

    private readonly DeliveredFile _delivered = new();

    private ExportManifest WithRejects => _delivered.Manifest with
    {
        Violations = new ManifestViolations(2, Rules, DeliveredFile.Describe(_delivered.RejectsPath, Rejects, rows: 2)),
    };

    public void Dispose() => _delivered.Dispose();

    [Fact]
    public void A_wrong_count_of_rows_is_told()
    {
        var manifest = _delivered.Manifest;
        AssertTells(manifest with { Rows = 4 }, "'rows' is 4, but the rows of 'files' add up to 3");
        AssertTells(
            manifest with { Rows = 2, Files = [manifest.Files[0] with { Rows = 2 }] },
            "'files' says that 'sample.org-42.19700101T000000Z.csv' has 2 rows; it has 3");
    }

    [Fact]
    public void Wrong_bytes_and_hash_are_told()
    {
        var file = _delivered.Manifest.Files[0];
        AssertTells(_delivered.Manifest with { Files = [file with { Bytes = 7 }] }, "should have 7 bytes and has");
        AssertTells(_delivered.Manifest with { Files = [file with { Sha256 = "00ff" }] }, "should have the SHA-256 00ff and has");
    }

    [Fact]
    public void A_file_that_was_renamed_is_told()
    {
        var file = _delivered.Manifest.Files[0];
        AssertTells(_delivered.Manifest with { Files = [file with { Name = "other.csv" }] }, "'files' names 'other.csv'");
    }

    [Fact]
    public void A_wrong_null_count_is_told_by_column()
    {
        var manifest = _delivered.Manifest;
        _delivered.WriteManifest(manifest with { Columns = [.. manifest.Columns.Select(column => column.Name == "count" ? column with { Nulls = 2 } : column)] });

        var problem = Assert.Single(_delivered.ProblemsOfManifest());

        Assert.Equal((4, "count", "the manifest counts 2 rows with NULL; the file has 1"), (problem.Field, problem.Column, problem.Message));
    }

    [Fact]
    public void An_empty_text_is_not_counted_as_NULL()
    {
        _delivered.Write(DeliveredFile.Good.Replace("\n3,,\"\"", "\n3,\"\",\"\"", StringComparison.Ordinal));

        Assert.Contains(_delivered.ProblemsOfManifest(), problem => problem is { Column: "name", Message: "the manifest counts 1 row with NULL; the file has 0" });
    }

    [Fact]
    public void A_column_of_another_type_is_told()
    {
        var manifest = _delivered.Manifest;
        AssertTells(
            manifest with { Columns = [.. manifest.Columns.Select(column => column.Name == "name" ? column with { Type = "varchar(9)" } : column)] },
            "the manifest has 'name varchar(9)' and the specification 'name varchar(5)'");
    }

    [Fact]
    public void Another_edition_of_the_specification_with_the_same_columns_is_a_remark()
    {
        _delivered.WriteManifest(_delivered.Manifest with { SpecSha256 = new string('0', 64) });

        var verification = _delivered.Verify();

        Assert.True(verification.IsGood);
        Assert.Contains("another version of the specification (000000000000)", Assert.Single(verification.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_manifest_is_told_and_the_rows_are_verified_all_the_same()
    {
        File.Delete(_delivered.ManifestPath);
        _delivered.Write(DeliveredFile.Good.Replace(",5,1,t,", ",5,1,x,", StringComparison.Ordinal));

        var problems = _delivered.Verify().Problems;

        Assert.Equal(["active", null], problems.Select(problem => problem.Column));
        Assert.StartsWith("there is no manifest beside the file", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_is_none_is_told()
    {
        File.WriteAllText(_delivered.ManifestPath, "{\"export\": \"sample\"}");

        Assert.StartsWith("the manifest cannot be understood", Assert.Single(_delivered.Verify().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_rejects_file_is_good()
    {
        File.WriteAllText(_delivered.RejectsPath, Rejects);
        _delivered.WriteManifest(WithRejects);

        Assert.Empty(_delivered.Verify().Problems);
    }

    [Fact]
    public void A_missing_rejects_file_is_told() => AssertTells(WithRejects, "the rejects file that the manifest names is missing");

    [Theory]
    [InlineData("5,count,range,", "5,counter,range,", 2, 2, "the specification has no column 'counter'")]
    [InlineData("5,name,length,", "5,name,size,", 3, 3, "there is no rule 'size'")]
    [InlineData(",rule,", ",reason,", 1, 3, "the header has 'reason' where 'rule' is expected")]
    [InlineData("8,id,key_unique,8", "8,id,key_unique", 4, null, "the line has 3 fields instead of 4")]
    public void A_spoiled_rejects_file_is_told_at_its_place(string good, string bad, int line, int? field, string message)
    {
        File.WriteAllText(_delivered.RejectsPath, Rejects.Replace(good, bad, StringComparison.Ordinal));
        _delivered.WriteManifest(WithRejects);

        var problem = Assert.Single(_delivered.Verify().Problems, problem => problem.File == _delivered.RejectsPath);

        Assert.Equal((line, field, message), (problem.Line, problem.Field, problem.Message));
    }

    [Fact]
    public void Counts_that_the_rejects_file_does_not_bear_out_are_told()
    {
        File.WriteAllText(_delivered.RejectsPath, Rejects);
        var violations = WithRejects.Violations;
        AssertTells(
            WithRejects with { Violations = violations with { Rules = new Dictionary<string, long>(Rules) { ["range"] = 2 } } },
            "the rule range was broken 2 times");
        AssertTells(WithRejects with { Violations = violations with { RejectedRows = 3 } }, "'violations' counts 3 rejected rows");
        AssertTells(WithRejects with { Violations = violations with { File = null } }, "'violations' counts 2 rejected rows and lists the broken rules ");
    }

    private void AssertTells(ExportManifest manifest, string message)
    {
        _delivered.WriteManifest(manifest);

        Assert.Contains(message, Assert.Single(_delivered.ProblemsOfManifest()).Message, StringComparison.Ordinal);
    }
}
