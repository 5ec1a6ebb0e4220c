using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS043: a relation has more than one statement.</summary>
public class SeveralStatementsTests
{
    [Fact]
    public void A_second_statement_is_reported_at_its_first_word()
        => new PetSpecification()
            .Relation("visit.sql", PetSpecification.Visit + ";\n{|select|} 1 as visits;")
            .FindsOne(SqlRules.SeveralStatements, "keep one SELECT");

    [Fact]
    public void A_semicolon_at_the_end_is_none()
        => new PetSpecification()
            .Relation("visit.sql", PetSpecification.Visit + " ; -- done\n;").IsClean();

    [Fact]
    public void A_semicolon_in_a_string_or_comment_is_none()
        => new PetSpecification()
            .InVisit("count(*)", "count(';') /* ; */").IsClean();
}
