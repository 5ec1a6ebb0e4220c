using System.Collections.Immutable;
using AccountCommStats.Exporting.Catalogs;

namespace AccountCommStats.SourceTables.Drafts;

/// <summary>Finds the columns of a source table in the owner's tables.</summary>
/// <param name="database">The owner's tables.</param>
/// <param name="target">The source table.</param>
/// <param name="from">The real tables it is read from.</param>
/// <param name="chosen">The real tables found for the other source tables.</param>
internal sealed class DraftColumns(
    OwnerDatabase database, TargetTable target, DraftFrom from, IReadOnlyDictionary<string, DatabaseTable> chosen)
{
    private const string ByName = "by its name";

    /// <summary>Whether the real table has the name and all columns of the reference table. If so, nothing is guessed.</summary>
    private readonly bool _isReference = from.Table.Name == target.Name
        && target.Columns.All(column => from.Table.Columns.Any(there => there.Name == column.Name && ValueKinds.Of(there.Type) == column.Kind));

    /// <summary>Finds a column.</summary>
    public DraftColumn Find(TargetColumn column)
    {
        if (column.Name == "organization_id")
        {
            return new DraftColumn(column, from.Tenant, null);
        }

        var found = column.Name switch
        {
            "sender_side" or "author_side" => FindSide(column),
            _ when Vocabulary.ReferredBy(target.Name, column.Name) is { } referred => FindReference(column, chosen.GetValueOrDefault(referred)),
            "channel" or "dm_involved" => FindByName(column, _ => true),
            _ => FindByName(column, _ => false),
        };
        return found ?? new DraftColumn(column, null, null);
    }

    /// <summary>A column that tells the channels apart, in the table or in one it refers to.</summary>
    public string? FindChannel()
    {
        var (path, found) = Search(Vocabulary.Channel, FollowsContent, column => ValueKinds.Of(column.Type) is ValueKind.Text or ValueKind.Other);
        if (found is null)
        {
            return null;
        }

        var column = DraftFrom.ColumnOf(from.Join(path), found);
        return ValueKinds.Of(found.Type) == ValueKind.Text ? column : $"cast({column} as text)";
    }

    private DraftColumn? FindByName(TargetColumn column, Func<Link, bool> follows)
    {
        var (path, found) = Search(
            Vocabulary.NamesOf(target.Name, column.Name),
            link => follows(link) && FollowsContent(link),
            there => ValueKinds.Convert("", ValueKinds.Of(there.Type), column.Kind) is not null);
        if (found is null && column.Name == "id" && database.KeyOf(from.Table) is { } key)
        {
            found = key;
        }

        return found is null ? null : Convert(column, found, from.Join(path));
    }

    private DraftColumn Convert(TargetColumn column, DatabaseColumn found, string alias, bool isSure = false)
    {
        var expression = DraftFrom.ColumnOf(alias, found);
        if (column.Name == "channel" && found.Name != "channel")
        {
            return new DraftColumn(
                column,
                $"case when {expression} ilike '%mail%' then 'email' when {expression} ilike '%calendar%' then 'calendar' "
                    + $"when {expression} ilike '%ticket%' then 'ticket' else 'chat' end",
                $"what the values of {found.SqlName} mean");
        }

        var (sql, guess) = ValueKinds.Convert(expression, ValueKinds.Of(found.Type), column.Kind)!.Value;
        return new DraftColumn(column, sql, guess ?? (
            _isReference || isSure ? null
            : found.Name != column.Name || alias != from.Alias ? ByName
            : column.Kind == ValueKind.Text && column.Remark.Length > 0 ? $"its values are {column.Remark}"
            : null));
    }

    /// <summary>Finds the column that refers to the real table of another source table, by a foreign key or by its name.</summary>
    private DraftColumn? FindReference(TargetColumn column, DatabaseTable? referred)
    {
        var names = Vocabulary.NamesOf(target.Name, column.Name);
        foreach (var (table, path) in database.Reach(from.Table, FollowsContent))
        {
            var links = database.LinksOf(table);
            var named = names
                .Select(name => table.Columns.FirstOrDefault(there => NameWords.OfColumn(there.Name) == name && !database.IsTenant(there)))
                .OfType<DatabaseColumn>()
                .Where(there => ValueKinds.Of(there.Type) is ValueKind.Integer or ValueKind.Uuid)
                .ToList();
            var found = named.Find(there => links.Any(link => link.Column == there.Name && link.To == referred))
                ?? named.Find(there => links.All(link => link.Column != there.Name))
                ?? links.FirstOrDefault(link => link.To == referred)?.Referring;
            if (found is not null)
            {
                var alias = from.Join(path);
                // If a foreign key is the only reference to that table, nothing is guessed.
                var isSure = links.Where(link => link.To == referred).ToList() is [{ IsDeclared: true } only] && only.Column == found.Name;
                return Polymorphic(column, table, found, alias) ?? Convert(column, found, alias, isSure);
            }

            if (column.Name != "customer_id")
            {
                return null; // The sender of a message is not the owner of the conversation.
            }
        }

        return null;
    }

    /// <summary>
    /// The draft of a column such as <c>sender_id</c> if a column such as <c>sender_type</c> says what it refers to; otherwise null.
    /// </summary>
    private static DraftColumn? Polymorphic(TargetColumn column, DatabaseTable table, DatabaseColumn found, string alias)
    {
        var name = NameWords.OfColumn(found.Name);
        return name.EndsWith("_id", StringComparison.Ordinal)
            && table.Columns.FirstOrDefault(there => NameWords.OfColumn(there.Name) == name[..^2] + "type") is { } type
                ? new DraftColumn(
                    column,
                    $"case when {Lower(alias, type)} in ({Vocabulary.TeamWords}) then {DraftFrom.ColumnOf(alias, found)} end",
                    $"which values of {type.SqlName} mean a member of the team")
                : null;
    }

    /// <summary>Finds a column that says whether the team or the account sent a message.</summary>
    private DraftColumn? FindSide(TargetColumn column)
    {
        if (Search([column.Name], _ => false, there => ValueKinds.Of(there.Type) == ValueKind.Text) is { Found: { } same })
        {
            return Convert(column, same, from.Alias);
        }

        if (FindFlag(Vocabulary.Incoming) is { } incoming)
        {
            return new DraftColumn(column, $"case when {incoming} then 'account' else 'team' end", ByName);
        }

        if (FindFlag(Vocabulary.Outgoing) is { } outgoing)
        {
            return new DraftColumn(column, $"case when {outgoing} then 'team' else 'account' end", ByName);
        }

        var (path, found) = Search(Vocabulary.Side, _ => false, _ => true);
        if (found is null)
        {
            var author = $"{column.Name.Split('_')[0]}_user_id";
            var reference = Vocabulary.NamesOf(target.Name, author);
            (path, found) = Search(
                Vocabulary.Role,
                link => link.From == from.Table && link.To == chosen.GetValueOrDefault("users") && reference.Contains(NameWords.OfColumn(link.Column)),
                _ => true,
                skipsOwn: true);
        }

        if (found is null)
        {
            return null;
        }

        var alias = from.Join(path);
        return ValueKinds.Of(found.Type) == ValueKind.Integer
            ? new DraftColumn(column, $"case when {DraftFrom.ColumnOf(alias, found)} = 0 then 'account' else 'team' end", "0 means that the customer sent it")
            : new DraftColumn(
                column,
                $"case when {Lower(alias, found)} in ({Vocabulary.CustomerWords(NameWords.OfColumn(found.Name))}) then 'account' else 'team' end",
                $"what the values of {found.SqlName} mean");
    }

    /// <summary>The boolean column of the table that has one of the names; null if there is none.</summary>
    public string? FindFlag(string[] names)
        => Search(names, _ => false, there => ValueKinds.Of(there.Type) == ValueKind.Boolean) is { Found: { } flag }
            ? DraftFrom.ColumnOf(from.Alias, flag)
            : null;

    private (ImmutableArray<Link> Path, DatabaseColumn? Found) Search(
        IReadOnlyList<string> names, Func<Link, bool> follows, Func<DatabaseColumn, bool> fits, bool skipsOwn = false)
    {
        foreach (var (table, path) in database.Reach(from.Table, follows).Skip(skipsOwn ? 1 : 0))
        {
            var found = names
                .Select(name => table.Columns.FirstOrDefault(there => NameWords.OfColumn(there.Name) == name && !database.IsTenant(there) && fits(there)))
                .FirstOrDefault(there => there is not null);
            if (found is not null)
            {
                return (path, found);
            }
        }

        return ([], null);
    }

    /// <summary>Whether a reference leads to what a row is part of, such as a conversation, and not to the users.</summary>
    private bool FollowsContent(Link link) => link.To != chosen.GetValueOrDefault("users");

    private static string Lower(string alias, DatabaseColumn column)
    {
        var expression = DraftFrom.ColumnOf(alias, column);
        return ValueKinds.Of(column.Type) == ValueKind.Text ? $"lower({expression})" : $"lower(cast({expression} as text))";
    }
}

/// <summary>A column of a draft.</summary>
/// <param name="Column">The column of the source table.</param>
/// <param name="Sql">Its value in SQL; null if it was not found.</param>
/// <param name="Guess">The guess it contains; null if none.</param>
internal sealed record DraftColumn(TargetColumn Column, string? Sql, string? Guess);
