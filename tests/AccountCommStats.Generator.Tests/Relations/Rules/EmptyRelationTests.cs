using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS042: a relation has no statement.</summary>
public class EmptyRelationTests
{
    [Fact]
    public void An_empty_file_is_reported()
        => new PetSpecification()
            .Relation("extra.sql", "{||}")
            .FindsOne(SqlRules.Empty, "Relation 'extra.sql' has no statement");

    [Fact]
    public void A_file_of_comments_and_semicolons_is_reported()
        => new PetSpecification()
            .Relation("extra.sql", "{||}-- later\n/* select */ ;\n;")
            .FindsOne(SqlRules.Empty, "write the SELECT");
}
