using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Papers;

/// <summary>The commands in documents succeed and print what the document says.</summary>
public sealed class DocumentCommandTests(DocumentFolder reader) : IClassFixture<DocumentFolder>
{
    /// <summary>The document on building a binary for another database. HelpDeskBinaryTests, which has such a binary, checks this document.</summary>
    internal const string OwnDatabase = "docs/own-database.md";

    private const string ThisWeek = "acstats export --organization 42 --as-of 2025-12-10 --output .";
    private const string LastWeek = "acstats export --organization 42 --as-of 2025-12-03 --output";

    private static readonly Dictionary<string, (int Before, string Does)[]> Edits = new()
    {
        ["docs/change-a-column.md"] =
        [
            (1, "sed -i '/^| 52 | data_as_of/r blocks/markdown-1' spec/account-communication-stats.md"),
            (3, "sed -i '/as email_last_touch_dm,$/r blocks/sql-1' spec/account-communication-stats/email.sql"),
        ],
        ["docs/comparing-exports.md"] = [(1, $"mkdir last-week && {ThisWeek} && {LastWeek} last-week")],
        ["docs/expectations.md"] = [(2, "sed -i 's/^  \"rows\": 20,/  \"rows\": 40,/' srv/*.20251203T000000Z.manifest.json")],
        ["docs/new-export.md"] =
        [
            (2, "cp blocks/markdown-1 dictionary.md"),
            (3, """
                awk 'FNR == NR { block = block $0 "\n"; next } /^### Account/ { printf "%s", block; skip = 1 } /^### System/ { skip = 0; print "" } !skip' \
                  blocks/markdown-2 spec/account-worth.md > edited && mv edited spec/account-worth.md && acstats spec fix --write spec/account-worth.md &&
                  sed -i '/account_name/d; s/as account_id,/as account_id/' spec/account-worth/account.sql
                """),
        ],
        ["docs/receivers.md"] = [(2, $"createdb warehouse && {ThisWeek} --compression gzip")],
        ["docs/report.md"] = [(1, $"mkdir ../last-week && {ThisWeek} && {LastWeek} ../last-week")],
    };

    public static TheoryData<string> Documents { get; } =
    [
        .. Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal) && file != OwnDatabase
            && Repository.ReadText(file).Contains("\n```console\n", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public Task Succeed_and_print_what_the_document_says(string document) => reader.CheckAsync(document, Edits.GetValueOrDefault(document, []));
}
