using System.Diagnostics.CodeAnalysis;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Tests.Sample;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>The rule that keys ascend. It is tested without a source, because the ORDER BY of a source would hide violations.</summary>
public sealed class RangeExportTests
{
    [Fact]
    public void Rejects_a_key_that_comes_after_a_greater_one_and_goes_on_from_the_greatest()
    {
        var export = Accept(5, 3, 4, 6);

        Assert.Equal(
            [("3", ViolationRule.KeyOrder), ("4", ViolationRule.KeyOrder)],
            export.Violations.Select(violation => (violation.Key, violation.Rule)));
    }

    [Fact]
    public void Reports_a_missing_key_as_missing_and_not_as_out_of_order()
    {
        var export = Accept(1, null, 2);

        var violation = Assert.Single(export.Violations);
        Assert.Equal((null, "id", ViolationRule.NotNull), (violation.Key, violation.Column!.Name, violation.Rule));
    }

    [Fact]
    public void Finds_the_duplicate_of_a_row_that_was_rejected_itself()
    {
        var export = new RangeExport<SampleRow>(KeyRange.All, Request, new ReadAhead(long.MaxValue));
        Accept(export, 1, hasRequired: false);
        Accept(export, 1, hasRequired: true);

        Assert.Equal([ViolationRule.NotNull, ViolationRule.KeyUnique], export.Violations.Select(violation => violation.Rule));
    }

    private static ExportRequest Request => new() { OrganizationId = 1, OutputDirectory = "." };

    private static RangeExport<SampleRow> Accept(params long?[] keys)
    {
        var export = new RangeExport<SampleRow>(KeyRange.All, Request, new ReadAhead(long.MaxValue));
        foreach (var key in keys)
        {
            Accept(export, key, hasRequired: true);
        }

        return export;
    }

    private static void Accept(RangeExport<SampleRow> export, long? key, bool hasRequired)
    {
        var fields = new KeyOnlyFields(key, hasRequired);
        export.Accept(ref fields);
    }

    /// <summary>A row of NULLs, except for the key and the required fields.</summary>
    private struct KeyOnlyFields(long? key, bool hasRequired) : IFieldReader
    {
        private bool _isKeyRead;
        private int _stringsRead;
        private int _timestampsRead;

        public readonly bool IsWhole => true;

        public readonly string FieldText => "";

        public bool TryReadInt64(out long value)
        {
            var isKey = !_isKeyRead;
            _isKeyRead = true;
            value = key.GetValueOrDefault();
            return isKey && key.HasValue;
        }

        public readonly bool TryReadBoolean(out bool value) => value = false;

        public bool TryReadString([NotNullWhen(true)] out string? value)
        {
            // The texts are, in order: text, varchar, uuid, jsonb, required.
            value = ++_stringsRead == 5 && hasRequired ? "x" : null;
            return value is not null;
        }

        public readonly bool TryReadDecimal(out decimal value, out NumberKind kind)
        {
            (value, kind) = (0, default);
            return false;
        }

        public readonly bool TryReadDouble(out double value)
        {
            value = 0;
            return false;
        }

        public bool TryReadTimestamp(out long microseconds)
        {
            // A row has four timestamps, of which the last two are required.
            microseconds = 0;
            return ++_timestampsRead > 2;
        }

        public readonly bool TryReadDate(out int days)
        {
            days = 0;
            return false;
        }
    }
}
