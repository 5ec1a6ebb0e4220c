using System.Globalization;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sources;

namespace AccountCommStats.Specifications;

/// <summary>A specification to start from: valid, small, and in the usual form.</summary>
/// <param name="Name">The export's name, which is also that of the document and of the folder.</param>
internal sealed record NewSpecification(string Name)
{
    /// <summary>The file name of the relation.</summary>
    public const string RelationName = "account.sql";

    /// <summary>The relation.</summary>
    public const string Relation = """
        -- One row for each row of customer in the organization.
        --
        -- account_id: customer.id.
        -- account_name: customer.name, as it is at the snapshot.
        select
          c.id as account_id,
          c.name as account_name
        from customer c
        where c.id between @first_key and @last_key

        """;

    /// <summary>The file name of the source table.</summary>
    public const string SourceName = "customer.sql";

    /// <summary>The source table that the relation reads.</summary>
    public const string Source = """
        -- customer: the organization's accounts.
        select c.id, c.name
        from customer c
        where c.organization_id = @organization_id

        """;

    /// <summary>The document.</summary>
    public string Document => $"""
        # {Title} Export Specification

        **Grain:** Account (one row per customer account)
        **Primary Key:** `account_id`

        ---

        ## Purpose

        Say here who receives the file and what for.

        ---

        ## Column List

        ### Key (1 column)

        | # | Column Name | Data Type | Nullable | Description | Source Table |
        |---|-------------|-----------|----------|-------------|--------------|
        | 1 | account_id | bigint | No | Unique account identifier | customer.id |

        ### Account (1 column)

        | # | Column Name | Data Type | Nullable | Description | Source Table |
        |---|-------------|-----------|----------|-------------|--------------|
        | 2 | account_name | varchar(100) | No | Account name | customer.name |

        ### System Fields (1 column)

        | # | Column Name | Data Type | Nullable | Description | Source Table |
        |---|-------------|-----------|----------|-------------|--------------|
        | 3 | extracted_at | timestamp | No | Timestamp when export was generated | system |

        ---

        ## Total Column Count: 3

        """;

    private string Title => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Name.Replace('-', ' '));

    /// <summary>Whether the reader derives exactly this name from the document's title. For some names it derives another one.</summary>
    public bool HasUsableName
        => Name.Length > 0
            && Name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
            && SpecificationReader.Read(new SpecificationSource(
                new SourceFile(Name + ".md", Document), Name, new([new SourceFile($"{Name}/{RelationName}", Relation)]), new([]))
            {
                Sources = new SourceFolder("source", new([new SourceFile("source/" + SourceName, Source)])),
            }) is { Model: { } model, Findings.Count: 0 }
            && model.Name == Name;
}
