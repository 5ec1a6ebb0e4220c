using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Checking;

/// <summary>Checks that the large tables have an index that serves the relations.</summary>
/// <param name="recommended">The indexes that the relations are written for.</param>
internal sealed class IndexCheck(IReadOnlyList<RecommendedIndex> recommended)
{
    // An index must begin with the tenant and the next column that the relation filters by. Further columns only save a sort or a heap
    // fetch.
    private const int DecisiveColumns = 2;

    /// <summary>Checks the tables that were found.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="indexes">The columns of each existing index, by the SQL name of its table.</param>
    public IEnumerable<CheckResult> Check(IReadOnlyList<MatchedTable> tables, ILookup<string, IReadOnlyList<string>> indexes)
    {
        foreach (var table in tables)
        {
            var name = IdentifierText.ParseTable(table.Source.Name).Table;
            foreach (var index in recommended.Where(index => index.Table == name && table.Found is not null))
            {
                var leading = index.Columns.Take(DecisiveColumns).ToList();
                var isThere = indexes[table.Found!.QuotedName].Any(columns => columns.Take(DecisiveColumns).SequenceEqual(leading));
                yield return isThere
                    ? new CheckResult(CheckStatus.Ok, $"index on {name}", $"one leads with {string.Join(", ", leading)}")
                    : new CheckResult(
                        CheckStatus.Warning,
                        $"index on {name}",
                        $"none leads with {string.Join(", ", leading)}: exports read the whole table",
                        $"{index.Sql}   -- spec/source/reference/indexes.sql");
            }
        }
    }
}
