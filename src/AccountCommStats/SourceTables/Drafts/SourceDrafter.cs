using System.Collections.Immutable;
using System.Text;
using AccountCommStats.Exporting.Catalogs;

namespace AccountCommStats.SourceTables.Drafts;

/// <summary>Writes first drafts of the source tables from the catalog of the owner's database.</summary>
/// <param name="database">The owner's tables.</param>
internal sealed class SourceDrafter(OwnerDatabase database)
{
    // Tables that other tables refer to come first.
    private static readonly string[] Order =
        ["users", "customer", "ticket", "calendar_event_prop", "calendar_event_attendee", "user_api_token", "chat_message", "email_prop", "ticket_comment"];

    private readonly Dictionary<string, DatabaseTable> _chosen = new(StringComparer.Ordinal);

    /// <summary>The drafts, in the order of the reference schema.</summary>
    public ImmutableArray<SourceDraft> Write()
    {
        var drafts = TargetTable.All.OrderBy(target => Array.IndexOf(Order, target.Name)).Select(Write).ToDictionary(draft => draft.Name);
        return [.. TargetTable.All.Select(target => drafts[target.Name])];
    }

    private SourceDraft Write(TargetTable target)
    {
        var candidates = Candidates(target).ToList();
        return candidates.Select(candidate => Write(target, candidate, candidates)).FirstOrDefault(draft => draft is not null)
            ?? WriteEmpty(target);
    }

    /// <summary>
    /// Tables that may hold a source table's rows, the likeliest first: tables with a usual name, then tables whose names end in a usual
    /// name.
    /// </summary>
    private IEnumerable<(string Name, DatabaseTable Table)> Candidates(TargetTable target)
    {
        var names = Vocabulary.NamesOf(target.Name);
        var byName = names.SelectMany(name => database.Tables.Where(table => NameWords.OfTable(table.Name) == name).Select(table => (name, table)));
        var byEnding = names.SelectMany(name => database.Tables
            .Where(table => NameWords.OfTable(table.Name).EndsWith($"_{name}", StringComparison.Ordinal))
            .Select(table => (name, table)));
        return byName.Concat(byEnding).DistinctBy(candidate => candidate.table);
    }

    private SourceDraft? Write(TargetTable target, (string Name, DatabaseTable Table) candidate, List<(string Name, DatabaseTable Table)> candidates)
    {
        var (name, table) = candidate;
        if (DraftFrom.TryBegin(database, table, avoided: _chosen.GetValueOrDefault("users")) is not { } from)
        {
            return null;
        }

        var finding = new DraftColumns(database, target, from, _chosen);
        var columns = target.Columns.Select(finding.Find).ToList();
        if (columns.Exists(column => column.Sql is null && Vocabulary.NeededBy(target.Name).Contains(column.Column.Name)))
        {
            return null;
        }

        if (Vocabulary.IsOfChannel(target.Name) && Vocabulary.IsOfAllChannels(name) && !Select(target, from, finding))
        {
            return null;
        }

        AddUsualConditions(target, from, finding, columns);
        _chosen[target.Name] = table;
        var others = candidates
            .Where(other => other.Table != table && DraftFrom.TryBegin(database, other.Table) is not null)
            .Select(other => OwnerDatabase.NameOf(other.Table));
        return Compose(target, from, columns, [.. TableGuesses(target, from, columns, [.. others])]);
    }

    /// <summary>
    /// Adds the conditions that select the target's channel from a table with all channels, so that no row counts twice. If no column
    /// tells the channels apart, all rows count as chat messages.
    /// </summary>
    private static bool Select(TargetTable target, DraftFrom from, DraftColumns finding)
    {
        if (finding.FindChannel() is not { } channel)
        {
            return target.Name == "chat_message";
        }

        string[] conditions = target.Name switch
        {
            "email_prop" => [$"{channel} ilike '%mail%'"],
            "chat_message" => [$"{channel} not ilike '%mail%'", $"{channel} not ilike '%ticket%'"],
            _ => [$"{channel} ilike '%ticket%'"],
        };
        foreach (var condition in conditions)
        {
            from.Where(condition, "which rows are of this channel");
        }

        return true;
    }

    private static void AddUsualConditions(TargetTable target, DraftFrom from, DraftColumns finding, List<DraftColumn> columns)
    {
        if (Vocabulary.IsOfChannel(target.Name) && target.Name != "ticket")
        {
            if (finding.FindFlag(Vocabulary.Internal) is { } hidden)
            {
                from.Where($"not {hidden}", "rows that the customer cannot see are left out");
            }
            else if (finding.FindFlag(Vocabulary.Public) is { } shown)
            {
                from.Where(shown, "rows that the customer cannot see are left out");
            }
        }

        var deleted = from.Table.Columns.FirstOrDefault(column => Vocabulary.Deleted.Contains(NameWords.OfColumn(column.Name)));
        if (deleted is not null && DraftFrom.ColumnOf(from.Alias, deleted) is var sql && columns.TrueForAll(column => column.Sql != sql))
        {
            from.Where($"{sql} is null", "deleted rows do not count");
        }
    }

    /// <summary>The guesses about the table as a whole.</summary>
    private static IEnumerable<string> TableGuesses(TargetTable target, DraftFrom from, List<DraftColumn> columns, string[] others)
    {
        var name = OwnerDatabase.NameOf(from.Table);
        if (from.Table.Name != target.Name)
        {
            yield return $"judging by its name, {name} holds them{(others.Length > 0 ? $"; look at {string.Join(", ", others)}, too" : "")}.";
        }

        var clauses = string.Join('\n', from.Lines.Concat(columns.Select(column => column.Sql ?? "")));
        var kinds = from.Table.Columns
            .Where(column => NameWords.OfColumn(column.Name) is var word && (word is "status" or "kind" or "state" or "role" || word.EndsWith("type", StringComparison.Ordinal)))
            .Where(column => !clauses.Contains(DraftFrom.ColumnOf(from.Alias, column), StringComparison.Ordinal))
            .Select(column => column.SqlName)
            .ToList();
        if (kinds.Count > 0)
        {
            yield return $"every row of {name} is counted; {string.Join(", ", kinds)} may say which should not be.";
        }
    }

    /// <summary>The draft of a source table for which no real table was found. It yields no rows.</summary>
    private SourceDraft WriteEmpty(TargetTable target)
    {
        var table = _chosen.Values.FirstOrDefault(chosen => database.TenantOf(chosen) is not null)
            ?? database.Tables.First(table => database.TenantOf(table) is not null);
        var from = DraftFrom.TryBegin(database, table)!;
        from.Where("false");
        return Compose(
            target,
            from,
            [.. target.Columns.Select(column => new DraftColumn(column, column.Name == "organization_id" ? from.Tenant : null, null))],
            [],
            isEmpty: true);
    }

    private static SourceDraft Compose(
        TargetTable target, DraftFrom from, List<DraftColumn> columns, IReadOnlyList<string> guesses, bool isEmpty = false)
    {
        var text = new StringBuilder();
        Line($"-- {target.Name}: {Vocabulary.MeaningOf(target.Name)}.");
        if (isEmpty)
        {
            Line("-- not found: no table looks like it, so this yields no rows.");
        }

        foreach (var guess in guesses)
        {
            Line($"-- guess: {guess}");
        }

        if (string.Join(", ", from.Unique) is { Length: > 0 } unique)
        {
            Line($"-- unique: {unique}");
        }

        Line("select");
        for (var i = 0; i < columns.Count; i++)
        {
            Line($"  {Output(columns[i], from)}{(i < columns.Count - 1 ? "," : "")}{Remark(columns[i], from, isEmpty)}");
        }

        foreach (var line in from.Lines)
        {
            Line(line);
        }

        return new SourceDraft(
            target.Name,
            isEmpty ? null : OwnerDatabase.NameOf(from.Table),
            [.. columns.Where(column => column.Sql is null).Select(column => column.Column.Name)],
            text.ToString());

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Output(DraftColumn column, DraftFrom from)
    {
        var name = column.Column.Name;
        return column.Sql is null ? $"cast(null as {column.Column.CastType}) as {name}"
            : column.Sql == $"{from.Alias}.{name}" ? column.Sql
            : $"{column.Sql} as {name}";
    }

    private static string Remark(DraftColumn column, DraftFrom from, bool isEmpty)
    {
        if (column.Sql is not null)
        {
            return DraftFrom.Comment(column.Guess);
        }

        var json = from.Table.Columns.Where(there => ValueKinds.Of(there.Type) == ValueKind.Json).Select(there => there.SqlName).ToList();
        string[] remarks = [column.Column.Remark, json.Count > 0 ? $"perhaps in {string.Join(" or ", json)}" : ""];
        var remark = string.Join("; ", remarks.Where(remark => remark.Length > 0));
        return isEmpty ? "" : $" -- not found{(remark.Length > 0 ? $": {remark}" : "")}";
    }
}

/// <summary>A first draft of a source table.</summary>
/// <param name="Name">The source table.</param>
/// <param name="Table">The real table whose rows it yields, in SQL; null if there is none.</param>
/// <param name="NotFound">The columns that were not found.</param>
/// <param name="Text">The file.</param>
internal sealed record SourceDraft(string Name, string? Table, IReadOnlyList<string> NotFound, string Text)
{
    /// <summary>The name of its file.</summary>
    public string FileName => $"{Name}.sql";

    /// <summary>How many guesses are marked in it.</summary>
    public int Guesses => Text.Split("-- guess:").Length - 1;
}
