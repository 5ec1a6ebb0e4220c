using AccountCommStats.EndToEnd.Tests;
using AccountCommStats.EndToEnd.Tests.Metrics;
using AccountCommStats.EndToEnd.Tests.Native;
using AccountCommStats.EndToEnd.Tests.Secrets;
using AccountCommStats.EndToEnd.Tests.SourceTables;
using AccountCommStats.EndToEnd.Tests.Specifications;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("AccountCommStats.EndToEnd.Tests." + nameof(LongestFirst), "AccountCommStats.EndToEnd.Tests")]

namespace AccountCommStats.EndToEnd.Tests;

/// <summary>Starts the slow collections first: those that take a minute or more. If one of them started last, it would run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
        [nameof(NativeBinaryTests), nameof(AdversarialWorldsTests), BuiltBinaries.Name, nameof(SecretTests), nameof(FaultyRelationTests), nameof(DocumentFixTests)];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
        => testCollections.OrderBy(collection => Array.FindIndex(Longest, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var place and >= 0 ? place : Longest.Length);
}
