namespace AccountCommStats.Tests.Generation;

/// <summary>The data types of a specification and those of the runtime are the same, by name and in order.</summary>
public sealed class SqlKindTests
{
    [Fact]
    public void The_runtime_has_the_kinds_of_the_specification()
        => Assert.Equal(Enum.GetNames<Specs.Model.SqlKind>(), Enum.GetNames<Exporting.Schema.SqlKind>());

    [Fact]
    public void The_runtime_has_the_checks_of_expectations()
        => Assert.Equal(Enum.GetNames<Specs.Model.ExpectationCheck>(), Enum.GetNames<Exporting.Schema.ExpectationCheck>());
}
