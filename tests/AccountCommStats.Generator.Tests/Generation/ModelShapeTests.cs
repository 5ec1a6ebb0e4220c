using System.Reflection;
using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Tests.Generation;

/// <summary>The model is the key of the emitter's cache, so all of its types must compare by value.</summary>
public sealed class ModelShapeTests
{
    private static readonly HashSet<Type> Graph = Reach(typeof(DeclaredExport), []);

    [Fact]
    public void The_walk_reaches_the_model_s_types()
        => Assert.Superset(
            new HashSet<Type>
            {
                typeof(ExportModel), typeof(ColumnModel), typeof(SqlType), typeof(StatementModel), typeof(ParameterModel),
                typeof(SystemValueModel), typeof(SourceTableModel), typeof(EquatableArray<ColumnModel>), typeof(string), typeof(int),
            },
            Graph);

    [Fact]
    public void No_type_has_a_position() => Assert.DoesNotContain(Graph, type =>
        type == typeof(SourceFile) || type == typeof(Specs.Findings.TextSpan) || type == typeof(Specs.Findings.Location) || type == typeof(LinePosition));

    [Fact]
    public void No_type_is_of_the_compiler()
        => Assert.DoesNotContain(Graph, type => type.FullName!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

    [Fact]
    public void Every_type_has_value_equality()
        => Assert.All(Graph, type => Assert.True(HasValueEquality(type), $"{type} is equal only to itself: use a record, or an EquatableArray."));

    [Theory]
    [InlineData(typeof(List<string>))]
    [InlineData(typeof(string[]))]
    [InlineData(typeof(IReadOnlyList<string>))]
    [InlineData(typeof(RunningGenerator))]
    [InlineData(typeof(System.Collections.Immutable.ImmutableArray<string>))]
    public void The_check_refuses(Type type) => Assert.False(HasValueEquality(type));

    private static HashSet<Type> Reach(Type type, HashSet<Type> reached)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!reached.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string))
        {
            return reached;
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Reach(argument, reached);
        }

        // An EquatableArray compares the elements of its array by itself, so its fields need no check.
        var isEquatableArray = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>);
        foreach (var field in isEquatableArray ? [] : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Reach(field.FieldType, reached);
        }

        return reached;
    }

    /// <summary>Whether equal values of the type compare as equal. Arrays do not: they are compared by reference.</summary>
    private static bool HasValueEquality(Type type)
        => type.IsEnum || (!type.IsInterface
            && !type.IsArray
            && typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type)
            && type.Namespace != "System.Collections.Immutable");
}
