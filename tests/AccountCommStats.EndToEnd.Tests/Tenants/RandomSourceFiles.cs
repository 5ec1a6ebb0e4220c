using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sources;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>Writes random source table files for the help desk of <see cref="RandomRows"/>, most of them with mistakes.</summary>
/// <remarks>
/// Whatever the author of such a file must vouch for is right: the unique columns and shared tables that it declares are true, a
/// tenant's column is compared only with the organization, and a unique column is compared only with columns that refer to it.
/// </remarks>
internal sealed class RandomSourceFiles(Random random)
{
    private const string Catalog = """
        accounts.id bigint not null
        accounts.tenant bigint not null
        accounts.name text
        accounts unique (id)
        people.id bigint not null
        people.name text
        people unique (id)
        conversations.id bigint not null
        conversations.account_id bigint
        conversations.tenant bigint not null
        conversations.assignee bigint
        conversations.title text
        conversations unique (id)
        messages.id bigint not null
        messages.tenant bigint not null
        messages.conversation_id bigint
        messages.reply_to bigint
        messages.body text
        messages unique (tenant, id)
        attachments.message_id bigint
        attachments.tenant bigint not null
        attachments.conversation_id bigint
        attachments.name text
        notes.conversation_id bigint
        notes.body text
        members.tenant bigint not null
        members.person_id bigint
        members.role text
        currency.code text not null
        currency.rate bigint
        currency unique (code)
        """;

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["accounts"] = ["id", "tenant", "name"],
        ["people"] = ["id", "name"],
        ["conversations"] = ["id", "account_id", "tenant", "assignee", "title"],
        ["messages"] = ["id", "tenant", "conversation_id", "reply_to", "body"],
        ["attachments"] = ["message_id", "tenant", "conversation_id", "name"],
        ["notes"] = ["conversation_id", "body"],
        ["members"] = ["tenant", "person_id", "role"],
        ["currency"] = ["code", "rate"],
    };

    /// <summary>Pairs of columns that may be compared: first references, then unrelated columns.</summary>
    private static readonly (string Left, string Right)[] Pairs =
    [
        ("conversations.account_id", "accounts.id"), ("messages.conversation_id", "conversations.id"), ("attachments.conversation_id", "conversations.id"),
        ("notes.conversation_id", "conversations.id"), ("members.person_id", "people.id"), ("conversations.assignee", "people.id"),
        ("messages.reply_to", "messages.id"), ("attachments.message_id", "messages.id"), ("attachments.message_id", "attachments.message_id"),
        ("notes.conversation_id", "messages.conversation_id"), ("attachments.conversation_id", "messages.conversation_id"), ("notes.conversation_id", "notes.conversation_id"),
        ("members.person_id", "conversations.assignee"), ("members.role", "messages.body"), ("conversations.account_id", "conversations.account_id"),
        ("messages.id", "members.person_id"), ("currency.rate", "messages.id"), ("notes.body", "people.name"),
    ];

    /// <summary>Writes a relation that shows all columns of one or two source tables, and the files of these source tables.</summary>
    public (string Relation, SourceFolder Sources) Next()
    {
        var names = Columns.Keys.OrderBy(_ => random.Next()).Take(Chance(0.4) ? 2 : 1).ToList();
        var files = names.Select(name => (Name: name, Text: Table(out var outputs), Outputs: outputs)).ToList();
        var relation = string.Join(" union all ", files.Select(file => $"select 1 as account_id, concat_ws('|', {string.Join(", ", file.Outputs.Select(output => "t." + output))}) as leak from {file.Name} t"));
        return (relation, new SourceFolder(
            "source",
            new(files.Select(file => new SourceFile($"source/{file.Name}.sql", file.Text))),
            Chance(0.5) ? new SourceFile("source/catalog.txt", Catalog) : null));
    }

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T One<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private string Table(out IReadOnlyList<string> outputs)
    {
        var sources = new List<Source>();
        var (from, where) = ("", new List<string>());
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var source = NextSource(sources);
            var table = source.Alias == source.Table ? source.Table : $"{source.Table} {One(["", "as "])}{source.Alias}";
            if (sources.Count == 0)
            {
                from = table;
            }
            else
            {
                var kind = One(["join", "join", "join", "inner join", "left join", "left join", "left outer join", "join", "left join", "cross join", ",", "right join", "natural join"]);
                from += kind is "cross join" or "," or "natural join" ? $" {kind} {table}" : $" {kind} {table} on {Conjunction(On(source, sources))}";
                if (kind is "cross join" or "," && Chance(0.8))
                {
                    where.AddRange(On(source, sources));
                }
            }

            sources.Add(source);
            if (HasTenant(source) && Chance(sources.Count == 1 ? 0.9 : 0.4))
            {
                where.Add($"{source.Alias}.tenant = @organization_id");
            }
        }

        if (Chance(0.3))
        {
            where.Add(Filler(One(sources)));
        }

        if (Chance(0.12) && sources.FirstOrDefault(HasTenant) is { } trapped)
        {
            where.Insert(random.Next(where.Count + 1), Trap(trapped));
        }

        var columns = sources.SelectMany(source => Columns[source.Table].Select(column => $"{source.Alias}.{column}")).OrderBy(_ => random.Next()).Take(4).ToList();
        outputs = [.. columns.Select((_, i) => $"o{i}")];
        var read = sources.Select(source => source.Table).Distinct().ToList();
        var unique = read.Where(table => table is "accounts" or "conversations" or "people" && Chance(0.8)).Select(table => table + ".id").ToList();
        return (unique.Count > 0 ? $"-- unique: {string.Join(", ", unique)}\n" : "")
            + (read.Contains("currency") && Chance(0.8) ? "-- shared: currency\n" : "")
            + $"select {string.Join(", ", columns.Select((column, i) => $"{column} as o{i}"))}\nfrom {from}"
            + (where.Count > 0 ? $"\nwhere {Conjunction(where)}" : "");
    }

    private Source NextSource(List<Source> others)
    {
        var near = Pairs.Take(6).SelectMany(pair => new[] { (pair.Left, pair.Right), (pair.Right, pair.Left) })
            .Where(pair => others.Any(other => pair.Item1.StartsWith(other.Table + ".", StringComparison.Ordinal)))
            .Select(pair => pair.Item2[..pair.Item2.IndexOf('.', StringComparison.Ordinal)]).ToList();
        var table = near.Count > 0 && Chance(0.7) ? One(near) : One(Columns.Keys.ToList());
        return new Source(table, Chance(0.2) && others.All(other => other.Alias != table) ? table : "abcd"[others.Count].ToString());
    }

    private List<string> On(Source source, List<Source> others)
    {
        var pairs = others.SelectMany(other => Pairs.SelectMany(pair => new[] { (pair.Left, pair.Right), (pair.Right, pair.Left) })
            .Where(pair => pair.Item1.StartsWith(source.Table + ".", StringComparison.Ordinal) && pair.Item2.StartsWith(other.Table + ".", StringComparison.Ordinal))
            .Select(pair => $"{source.Alias}{pair.Item1[source.Table.Length..]} = {other.Alias}{pair.Item2[other.Table.Length..]}")).ToList();
        var conditions = pairs.Count > 0 && Chance(0.9) ? [One(pairs)] : new List<string>();
        if (HasTenant(source) && others.Any(HasTenant) && Chance(0.25))
        {
            conditions.Add($"{source.Alias}.tenant = {others.First(HasTenant).Alias}.tenant");
        }

        if (HasTenant(source) && Chance(0.5))
        {
            conditions.Add($"{source.Alias}.tenant = @organization_id");
        }

        if (others.Any(HasTenant) && Chance(0.05))
        {
            conditions.Add($"{others.First(HasTenant).Alias}.tenant = @organization_id");
        }

        return conditions.Count == 0 || Chance(0.15) ? [.. conditions, Filler(source)] : conditions;
    }

    private string Conjunction(List<string> conditions)
        => string.Join(Chance(0.04) ? " or " : " and ", conditions.OrderBy(_ => random.Next()).Select(condition => Chance(0.03) ? $"({condition})" : Chance(0.02) ? "not " + condition : condition));

    private string Filler(Source source)
    {
        var column = $"{source.Alias}.{Columns[source.Table][0]}";
        return One([
            $"{column} is not null", $"{column} is null", $"coalesce({column}, {column}) = {column}", "true", "1 between 0 and 2", "(1 = 1 or false)",
            $"case when {column} is null then true else true end", $"{column} in ({column}, {column})", $"{column} not between {column} and {column}",
            $"({column} is null or {column} is not null)", $"case when true and false or true then true end", $"{column} is distinct from {column}",
        ]);
    }

    private string Trap(Source source)
    {
        var condition = $"{source.Alias}.tenant = @organization_id";
        return One([
            $"{condition} or true", $"true or {condition}", $"not {condition}", $"({condition} or true)", $"@organization_id = {source.Alias}.tenant", $"{source.Alias}.tenant <> @organization_id",
            $"true between false and {condition}", $"case when {condition} then true else true end", $"({condition}) is not null", $"{condition} is not null",
            $"coalesce({condition}, true)", $"{source.Alias}.tenant in (@organization_id, 2)", $"{source.Alias}.tenant is not distinct from @organization_id", $"{condition} + 1",
            $"{source.Alias}.tenant = @organization_id::real", $"{source.Alias}.tenant = any (array[@organization_id])", $"case when true then true else false end or {condition}",
            $"{source.Alias}.tenant >= @organization_id", $"true = {source.Alias}.tenant = @organization_id", $"{source.Alias}.tenant::text = @organization_id::text",
            $"1 not between 1 and 2 or {condition}", $"1 between 0 and 2 or 1 between 0 and {condition}", $"case when false then true end is null or {condition}",
        ]);
    }

    private static bool HasTenant(Source source) => Columns[source.Table].Contains("tenant");

    private sealed record Source(string Table, string Alias);
}
