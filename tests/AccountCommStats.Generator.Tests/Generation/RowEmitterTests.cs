using AccountCommStats.Generator.Emission;
using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs.Model;
using Snapshooter.Xunit;

namespace AccountCommStats.Tests.Generation;

public sealed class RowEmitterTests
{
    private static readonly Dictionary<string, DeclaredExport> Examples = new()
    {
        [nameof(ExampleExports.SingleColumn)] = ExampleExports.SingleColumn,
        [nameof(ExampleExports.EveryType)] = ExampleExports.EveryType,
        [nameof(ExampleExports.CompositeKey)] = ExampleExports.CompositeKey,
        [nameof(ExampleExports.SystemColumns)] = ExampleExports.SystemColumns,
        [nameof(ExampleExports.OfOrganization)] = ExampleExports.OfOrganization(new(SqlKind.Uuid)),
    };

    public static TheoryData<string> Shapes() => new(Examples.Keys);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Prints_a_row_of_each_shape(string shape)
        => Snapshot.Match(RowEmitter.Emit(Examples[shape]).Text, Snapshooter.SnapshotNameExtension.Create(shape));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_compiles_without_warnings(string shape)
        => Assert.Empty(GeneratedAssembly.Complaints(GeneratedAssembly.Compile(Examples[shape])));

    [Fact]
    public void A_row_without_namespace_compiles()
        => Assert.Empty(GeneratedAssembly.Complaints(GeneratedAssembly.Compile(ExampleExports.SingleColumn with { Namespace = "" })));

    [Fact]
    public void Every_part_of_a_composite_key_may_be_of_any_type()
    {
        var model = ExampleExports.EveryType.Model;
        var export = ExampleExports.Declare(model with { Key = new(Enumerable.Range(0, model.Columns.Count)) });

        Assert.Empty(GeneratedAssembly.Complaints(GeneratedAssembly.Compile(export)));
    }

    [Fact]
    public void A_column_of_the_organization_may_be_of_any_type()
    {
        var types = ExampleExports.EveryType.Model.Columns.Select(column => (column.Type, column.IsNullable));

        Assert.All(types, type => Assert.Empty(GeneratedAssembly.Complaints(
            GeneratedAssembly.Compile(ExampleExports.OfOrganization(type.Type, type.IsNullable)))));
    }

    [Fact]
    public void A_table_of_2000_columns_compiles()
    {
        var compilation = GeneratedAssembly.Compile(ExampleExports.WithColumns(2_000));

        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);

        Assert.True(result.Success, result.Diagnostics.FirstOrDefault()?.ToString());
    }

    [Fact]
    public void Printed_text_holds_no_carriage_return()
        => Assert.All(Examples.Values, export => Assert.DoesNotContain('\r', RowEmitter.Emit(export).Text));

    [Fact]
    public void A_description_cannot_leave_its_comment()
    {
        var hostile = ExampleExports.Column(
            "account_id",
            new(SqlKind.Bigint),
            description: "a\u2028int b;\u2029int c;\u0085int d;\r\nint e; </summary>\u0001\uD800 \U0001F600",
            definition: "*/ // \"\"\" \\ {0}");
        var export = ExampleExports.Declare(ExampleExports.SingleColumn.Model with { Columns = new([hostile]) });

        Assert.Empty(GeneratedAssembly.Complaints(GeneratedAssembly.Compile(export)));
    }
}
