using System.Text.RegularExpressions;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Sample;

/// <summary>The properties that the reference schema needs so that other databases, such as distributed ones, can use it.</summary>
public sealed partial class ReferenceSchemaTests
{
    private static readonly string Schema = Comment().Replace(Repository.ReadText("spec", "source", "reference", "schema.sql"), "");

    /// <summary>Distributed databases shard rows by organization, so every key must include it (docs/scale-out.md).</summary>
    [Fact]
    public void Can_be_distributed_by_organization()
    {
        var tables = Table().Matches(Schema);

        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Matches(@"(?i)\n\s*primary key \(organization_id\b", table.Groups["body"].Value));
        Assert.DoesNotMatch("(?i)references|foreign key|primary key(?! \\()|unique", Schema);
    }

    [GeneratedRegex(@"--.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?is)create table (if not exists )?(?<name>\w+) \((?<body>.*?)\n\);")]
    private static partial Regex Table();
}
