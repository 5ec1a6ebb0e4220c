using System.Text;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>Rows that break the specification are found, named, and never published.</summary>
public sealed class ViolationTests
{
    /// <summary>For each rule: the SQL that spoils row 2 of 3, and the expected report.</summary>
    public static TheoryData<string, string, string, ViolationRule, string?> Spoilt { get; } = new()
    {
        { "update sample set a_required = null where id = 2", "2", "a_required", ViolationRule.NotNull, null },
        { "update sample set a_varchar = '12345678901' where id = 2", "2", "a_varchar", ViolationRule.Length, "12345678901" },
        { "update sample set a_integer = 2147483648 where id = 2", "2", "a_integer", ViolationRule.Range, "2147483648" },
        { "update sample set a_smallint = -32769 where id = 2", "2", "a_smallint", ViolationRule.Range, "-32769" },
        { "update sample set a_numeric = 100000000 where id = 2", "2", "a_numeric", ViolationRule.Range, "100000000.00" },
        {
            // More digits than System.Decimal holds.
            "update sample set a_wide_numeric = 1234567890123456789012345678.0123456789 where id = 2",
            "2", "a_wide_numeric", ViolationRule.Range, "1234567890123456789012345678.0123456789"
        },
        { "update sample set a_date = 'infinity' where id = 2", "2", "a_date", ViolationRule.Finite, "infinity" },
        { "update sample set a_timestamp = '-infinity' where id = 2", "2", "a_timestamp", ViolationRule.Finite, "-infinity" },
        { "update sample set a_timestamptz = 'infinity' where id = 2", "2", "a_timestamptz", ViolationRule.Finite, "infinity" },
        { "update sample set a_double = 'NaN' where id = 2", "2", "a_double", ViolationRule.Finite, "NaN" },
        { "update sample set a_double = 'infinity' where id = 2", "2", "a_double", ViolationRule.Finite, "Infinity" },
        { "update sample set a_uuid = 'no-uuid' where id = 2", "2", "a_uuid", ViolationRule.Format, "no-uuid" },
        { "update sample set id = 3 where id = 2", "3", "id", ViolationRule.KeyUnique, "3" },
    };

    /// <summary>Values that only PostgreSQL can hold.</summary>
    public static TheoryData<string, string, string, ViolationRule, string?> SpoiltInPostgres { get; } = new()
    {
        { "update sample set a_numeric = 'NaN' where id = 2", "2", "a_numeric", ViolationRule.Finite, "NaN" },
        {
            "update sample set a_timestamp = '4700-03-01 12:30:00.5 BC' where id = 2",
            "2", "a_timestamp", ViolationRule.Range, "4700-03-01 12:30:00.500000 BC"
        },
        {
            "update sample set a_timestamp = '20025-03-01' where id = 2",
            "2", "a_timestamp", ViolationRule.Range, "20025-03-01 00:00:00.000000"
        },
        { "update sample set a_date = '0044-03-15 BC' where id = 2", "2", "a_date", ViolationRule.Range, "0044-03-15 BC" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    [MemberData(nameof(SpoiltInPostgres))]
    public async Task Names_account_column_rule_and_value_from_PostgreSQL(string spoil, string key, string column, ViolationRule rule, string? value)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        await sample.Database.ExecuteAsync(spoil);
        using var directory = new TemporaryDirectory();

        var exception = await Assert.ThrowsAsync<ViolationsException>(() => sample.ExportAsync(Request(directory)));

        AssertOneViolation(exception, key, column, rule, value);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task Names_account_column_rule_and_value_from_DuckDB(string spoil, string key, string column, ViolationRule rule, string? value)
    {
        using var sample = new DuckDbSample();
        sample.Fill([new SampleValues { Id = 1 }, new SampleValues { Id = 2 }, new SampleValues { Id = 3 }]);
        sample.Execute(spoil);
        using var directory = new TemporaryDirectory();

        var exception = await Assert.ThrowsAsync<ViolationsException>(() => sample.ExportAsync(Request(directory)));

        AssertOneViolation(exception, key, column, rule, value);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task Lists_every_violation_of_a_row_and_of_all_rows()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 5);
        await sample.Database.ExecuteAsync("update sample set a_required = null, a_smallint = 40000 where id in (2, 4)");
        using var directory = new TemporaryDirectory();

        var exception = await Assert.ThrowsAsync<ViolationsException>(() => sample.ExportAsync(Request(directory)));

        Assert.Equal(
            [("2", "a_smallint"), ("2", "a_required"), ("4", "a_smallint"), ("4", "a_required")],
            exception.Violations.Select(violation => (violation.Key, violation.Column!.Name)));
        Assert.True(exception.IsComplete);
        Assert.Contains("has 4 violations of the specification", exception.Message, StringComparison.Ordinal);
        Assert.Contains("id 2, a_required text: must not be NULL (value: NULL)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Gives_up_at_the_limit_with_the_first_violations(int connections)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 10_000);
        await sample.Database.ExecuteAsync("update sample set a_required = null where id > 100");
        using var directory = new TemporaryDirectory();

        var exception = await Assert.ThrowsAsync<ViolationsException>(
            () => sample.ExportAsync(Request(directory) with { MaxViolations = 5, Connections = connections }));

        Assert.Equal(["101", "102", "103", "104", "105"], exception.Violations.Select(violation => violation.Key));
        Assert.False(exception.IsComplete);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Theory]
    [InlineData(ViolationHandling.Fail)]
    [InlineData(ViolationHandling.Quarantine)]
    public async Task Reports_a_system_value_once_and_not_with_every_row(ViolationHandling handling)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        await sample.Database.ExecuteAsync("update sample set a_timestamp = 'infinity' where id = 1");
        using var directory = new TemporaryDirectory();

        var exception = await Assert.ThrowsAsync<ViolationsException>(() => sample.ExportAsync(Request(directory) with { OnViolation = handling }));

        AssertOneViolation(exception, "(every row)", "data_as_of", ViolationRule.Finite, "infinity");
    }

    [Fact]
    public async Task Quarantine_exports_the_sound_rows_and_gives_the_reasons_for_the_others()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 6);
        await sample.Database.ExecuteAsync("update sample set a_required = null, a_varchar = 'far, too \"long\"' where id = 2");
        await sample.Database.ExecuteAsync("update sample set id = 4 where id = 5");
        using var directory = new TemporaryDirectory();

        var result = await sample.ExportAsync(Request(directory) with { OnViolation = ViolationHandling.Quarantine });

        Assert.Equal(4, result.Manifest.Rows);
        Assert.Equal(2, result.Manifest.Violations.RejectedRows);
        Assert.Equal(
            "id,column,rule,value\n2,a_varchar,length,\"far, too \"\"long\"\"\"\n2,a_required,not_null,\n4,id,key_unique,4\n",
            await File.ReadAllTextAsync(result.RejectsPath!));
        Assert.Equal(new Dictionary<string, long> { ["not_null"] = 1, ["length"] = 1, ["key_unique"] = 1 }, result.Manifest.Violations.Rules);
        var lines = await File.ReadAllLinesAsync(result.FilePath, Encoding.UTF8);
        Assert.Equal(["id", "1", "3", "4", "6"], lines.Select(line => line.Split(',')[0]));
    }

    private static void AssertOneViolation(ViolationsException exception, string key, string column, ViolationRule rule, string? value)
    {
        var violation = Assert.Single(exception.Violations);
        Assert.Equal((key, column, rule, value), (violation.Key, violation.Column!.Name, violation.Rule, violation.Value));
        Assert.Equal("id", violation.KeyColumn);
    }

    private static ExportRequest Request(TemporaryDirectory directory)
        => new() { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path };
}
