using System.Text.RegularExpressions;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>The examples in the document about contracts are what the command prints.</summary>
public sealed partial class ContractDocumentTests
{
    [Fact]
    public async Task Each_excerpt_is_printed()
    {
        var printed = "";
        foreach (var kind in new[] { "json-schema", "odcs", "frictionless", "dbt" })
        {
            var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", kind, "--export", "account-core");
            Assert.Equal(0, contract.ExitCode);
            printed += contract.Output;
        }

        var excerpts = Excerpt().Matches(Repository.ReadText("docs", "contracts.md").ReplaceLineEndings("\n")).Select(match => match.Groups["text"].Value).ToList();

        Assert.Equal(4, excerpts.Count);
        Assert.All(excerpts, excerpt => Assert.Contains(excerpt.TrimEnd(), printed, StringComparison.Ordinal));
    }

    [GeneratedRegex("^```(json|yaml)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Excerpt();
}
