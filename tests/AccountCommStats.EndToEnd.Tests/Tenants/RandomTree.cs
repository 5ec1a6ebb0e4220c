using System.Globalization;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>
/// Writes random queries over the reference source tables. Their results do not depend on the order in which rows are read.
/// </summary>
internal sealed class RandomTree(Random random)
{
    /// <summary>Columns of the source tables: n for numbers, t for text.</summary>
    private static readonly Dictionary<string, Column[]> Tables = new()
    {
        ["customer"] = [new("id", 'n'), new("organization_id", 'n'), new("name", 't'), new("owner", 'n')],
        ["users"] = [new("id", 'n'), new("organization_id", 'n'), new("full_name", 't')],
        ["user_api_token"] = [new("id", 'n'), new("organization_id", 'n'), new("user_id", 'n'), new("channel", 't'), new("provider", 't')],
        ["email_prop"] = [new("id", 'n'), new("organization_id", 'n'), new("customer_id", 'n'), new("thread_id", 'n'), new("sender_side", 't'), new("sender_user_id", 'n'), new("sentiment", 't')],
        ["ticket"] = [new("id", 'n'), new("organization_id", 'n'), new("customer_id", 'n'), new("assigned_user_id", 'n')],
        ["ticket_comment"] = [new("id", 'n'), new("organization_id", 'n'), new("ticket_id", 'n'), new("author_side", 't'), new("author_user_id", 'n')],
    };

    private static readonly string[] Names = ["users", "customer", "email_prop", "ticket", "u", "c", "x", "k", "leak_relation", "ticket_comment"];

    private readonly Dictionary<string, Column[]> _common = [];
    private int _queries;

    /// <summary>Writes a relation with the columns <c>account_id</c> and <c>leak</c>.</summary>
    public string Relation()
    {
        _queries = 0;
        _common.Clear();
        return Query(3, [], [new("account_id", 'n'), new("leak", 't')]);
    }

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T One<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private string Query(int depth, IReadOnlyList<Item> outer, IReadOnlyList<Column> outputs)
    {
        _queries++;
        if (depth > 0 && _queries < 14 && Chance(0.3))
        {
            return WithCommonTables(depth, outer, outputs);
        }

        if (depth > 0 && _queries < 14 && Chance(0.2))
        {
            var operation = One(["union", "union all", "intersect", "intersect all", "except", "except all"]);
            return $"({Query(depth - 1, outer, outputs)}) {operation} ({Query(depth - 1, outer, outputs)})";
        }

        return Select(depth, outer, outputs);
    }

    private string WithCommonTables(int depth, IReadOnlyList<Item> outer, IReadOnlyList<Column> outputs)
    {
        var before = _common.ToDictionary();
        var isRecursive = Chance(0.4);
        var texts = new List<string>();
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var name = isRecursive && Chance(0.8) ? One(["r", "s", "v"]) : One(Names);
            if (texts.Any(text => text.StartsWith(name + " ", StringComparison.Ordinal) || text.StartsWith(name + "(", StringComparison.Ordinal)))
            {
                continue;
            }

            Column[] columns = [new("id", 'n'), new(One(["organization_id", "customer_id", "n"]), 'n'), new(One(["name", "full_name", "t"]), 't')];
            var head = Chance(0.3) ? $"{name}({string.Join(", ", columns.Select(column => column.Name))})" : name;
            var how = Chance(0.2) ? "materialized " : Chance(0.2) ? "not materialized " : "";
            texts.Add($"{head} as {how}({(isRecursive ? Recursive(name, depth - 1, outer, columns) : Query(depth - 1, outer, columns))})");
            _common[name] = columns;
        }

        var body = Query(depth - 1, outer, outputs);
        _common.Clear();
        foreach (var (name, columns) in before)
        {
            _common[name] = columns;
        }

        return $"with {(isRecursive ? "recursive " : "")}{string.Join(", ", texts)} {(body.StartsWith("with", StringComparison.Ordinal) ? $"select {string.Join(", ", outputs.Select(output => "w." + output.Name))} from ({body}) w" : body)}";
    }

    private string Recursive(string name, int depth, IReadOnlyList<Item> outer, Column[] columns)
    {
        var hidden = _common.TryGetValue(name, out var known) ? known : null;
        var start = $"select cast(a.{columns[0].Name} as bigint) as {columns[0].Name}, cast(a.{columns[1].Name} as bigint) as {columns[1].Name}, "
            + $"cast(a.{columns[2].Name} as text) as {columns[2].Name} from ({Query(depth, outer, columns)}) a";
        var table = One(Tables.Keys.Where(table => table != name).ToList());
        var item = new Item("j", Tables[table]);
        var self = new Item("p", columns);
        if (hidden is not null)
        {
            _common[name] = hidden;
        }

        var condition = $"{Reference(item, 'n')} = {Reference(self, 'n')}";
        return $"{start} union select cast({Reference(item, 'n')} as bigint), cast(p.{columns[1].Name} as bigint), cast({Text(item) ?? "p." + columns[2].Name} as text) "
            + $"from {name} p {One(["join", "join", "left join"])} {table} j on {condition} where p.id < 4";
    }

    private string Select(int depth, IReadOnlyList<Item> outer, IReadOnlyList<Column> outputs)
    {
        var (from, items) = From(depth, outer);
        var where = Chance(0.6) ? " where " + Condition(depth, items, outer) : "";
        switch (random.Next(5))
        {
            case 0:
                var group = One(items.Where(item => item.Columns.Any(column => column.Kind == 'n')).DefaultIfEmpty(items[0]).ToList());
                var by = Reference(group, 'n');
                var having = Chance(0.3) ? $" having count(*) > {random.Next(2)}" : "";
                return $"select {List(outputs, kind => kind == 'n' && Chance(0.5) ? by : Aggregate(kind, items))} from {from}{where} group by {by}{having}";
            case 1:
                return $"select {List(outputs, kind => Aggregate(kind, items))} from {from}{where}";
            case 2:
                return $"select {List(outputs, kind => kind == 't' ? Value(kind, depth, items, outer) : Window(items))} from {from}{where}";
            default:
                var distinct = Chance(0.2) ? "distinct " : "";
                var order = depth < 3 && Chance(0.3)
                    ? $" order by {string.Join(", ", outputs.Select((_, i) => (i + 1).ToString(CultureInfo.InvariantCulture)))} limit {random.Next(1, 6)}" : "";
                return $"select {distinct}{List(outputs, kind => Value(kind, depth, items, outer))} from {from}{where}{order}";
        }
    }

    private static string List(IReadOnlyList<Column> outputs, Func<char, string> value)
        => string.Join(", ", outputs.Select(output => $"cast({value(output.Kind)} as {(output.Kind == 'n' ? "bigint" : "text")}) as {output.Name}"));

    private (string Text, List<Item> Items) From(int depth, IReadOnlyList<Item> outer)
    {
        var items = new List<Item>();
        var (text, first) = FromItem(depth, outer, items);
        items.Add(first);
        var chain = 0;
        for (var i = random.Next(depth > 0 ? 3 : 2); i > 0; i--)
        {
            var kind = One([", ", " cross join ", " join ", " join ", " left join ", " right join ", " full join ", " natural join ", " join using "]);
            kind = kind == " natural join " && items.Count - chain > 1 ? " cross join " : kind;
            chain = kind == ", " ? items.Count : chain;
            var isBoth = kind is " right join " or " full join ";
            var maySee = !isBoth && kind is not (" natural join " or " join using ") && Chance(0.4);
            var (next, item) = FromItem(depth, maySee ? [.. outer, .. items.Skip(chain)] : outer, items, isLateral: maySee);
            text += kind switch
            {
                " join using " when items.Skip(chain).Count(other => other.Columns.Any(column => column.Name == "id")) == 1 && item.Columns.Any(column => column.Name == "id")
                    => $"{One([" join ", " left join ", " full join ", " right join "])}{next} using (id)",
                " join using " => " cross join " + next,
                ", " or " cross join " or " natural join " => kind + next,
                _ => $"{kind}{next} on {JoinCondition(depth, items.Skip(chain).ToList(), item, outer, isPlain: kind == " full join ")}",
            };
            items.Add(item);
        }

        return (text, items);
    }

    private string JoinCondition(int depth, List<Item> left, Item right, IReadOnlyList<Item> outer, bool isPlain)
    {
        var plain = $"{Reference(One(left), 'n')} = {Reference(right, 'n')}";
        return isPlain || Chance(0.6) ? plain : $"{plain} {One(["and", "and", "or"])} {Condition(depth - 1, [.. left, right], outer)}";
    }

    private (string Text, Item Item) FromItem(int depth, IReadOnlyList<Item> outer, List<Item> others, bool isLateral = false)
    {
        var alias = One([.. Names.Except(others.Select(item => item.Alias))]);
        var kind = random.Next(10);
        if (depth > 0 && _queries < 14 && (kind < 3 || isLateral))
        {
            Column[] columns = [new("id", 'n'), new(One(["organization_id", "n", "owner"]), 'n'), new(One(["name", "t"]), 't')];
            var query = Query(depth - 1, outer, columns);
            return ($"{(isLateral ? "lateral " : "")}({query}) {alias}", new Item(alias, columns));
        }

        if (kind == 3)
        {
            return ($"(values (1, 'own'), (2, 'other'), (@organization_id + 1, 'x')) {alias}(organization_id, name)", new Item(alias, [new("organization_id", 'n'), new("name", 't')]));
        }

        if (kind == 4 && _common.Count == 0)
        {
            return ($"generate_series(1, {random.Next(1, 4)}) {alias}(id)", new Item(alias, [new("id", 'n')]));
        }

        var name = _common.Count > 0 && Chance(0.5) ? One(_common.Keys.ToList()) : One(Tables.Keys.ToList());
        var known = _common.TryGetValue(name, out var common) ? common : Tables.TryGetValue(name, out var table) ? table : [];
        return Chance(0.3) && others.All(item => item.Alias != name) ? (name, new Item(name, known)) : ($"{name} {One(["", "as "])}{alias}", new Item(alias, known));
    }

    private string Condition(int depth, IReadOnlyList<Item> items, IReadOnlyList<Item> outer)
    {
        var choice = random.Next(depth > 0 && _queries < 14 ? 12 : 8);
        string Number() => Value('n', 0, items, outer);
        switch (choice)
        {
            case 0: return $"{Number()} {One(["=", "<>", "<", ">=", "is distinct from", "is not distinct from"])} {Number()}";
            case 1: return $"{Value('t', 0, items, outer)} {One(["=", "<>", "<"])} {Value('t', 0, items, outer)}";
            case 2: return $"{Reference(One(items), 'n')} is {One(["", "not "])}null";
            case 3: return $"({Condition(depth - 1, items, outer)} {One(["and", "or"])} {Condition(depth - 1, items, outer)})";
            case 4: return $"not ({Condition(depth - 1, items, outer)})";
            case 5: return $"{Number()} = @organization_id";
            case 6: return $"{Number()} <> @organization_id";
            case 7: return $"{Number()} between {random.Next(3)} and {Number()}";
            case 8 or 9: return $"{One(["", "not "])}exists ({Query(depth - 1, [.. outer, .. items], [new("e", 'n')])})";
            case 10: return $"{Number()} {One(["in", "not in", "= any", ">= all"])} ({Query(depth - 1, [.. outer, .. items], [new("e", 'n')])})";
            default: return $"{Number()} = {Scalar('n', depth, items, outer)}";
        }
    }

    private string Value(char kind, int depth, IReadOnlyList<Item> items, IReadOnlyList<Item> outer)
    {
        var item = outer.Count > 0 && Chance(0.2) ? One(outer) : One(items);
        var reference = item.Columns.Any(column => column.Kind == kind) && !(items.Contains(item) is false && items.Any(other => other.Alias == item.Alias)) ? Reference(item, kind) : null;
        var choice = random.Next(depth > 0 && _queries < 14 ? 10 : 8);
        return choice switch
        {
            0 => kind == 'n' ? One(["1", "2", "901", "@organization_id"]) : One(["'own'", "'other'", "'team'"]),
            1 when reference is not null => kind == 'n' ? $"coalesce({reference}, 0)" : $"coalesce({reference}, 'none')",
            2 when reference is not null => kind == 'n' ? $"case when {reference} > 1 then {reference} else 0 end" : $"{reference} || 'x'",
            3 when kind == 't' && items.Any(other => other.Columns.Any(column => column.Kind == 'n')) => $"cast({Value('n', 0, items, outer)} as text)",
            >= 8 => Scalar(kind, depth, items, outer),
            _ => reference ?? (kind == 'n' ? "3" : "'y'"),
        };
    }

    private string Scalar(char kind, int depth, IReadOnlyList<Item> items, IReadOnlyList<Item> outer)
        => $"(select {One(["max", "min"])}(q.e) from ({Query(depth - 1, [.. outer, .. items], [new("e", kind)])}) q)";

    private string Aggregate(char kind, IReadOnlyList<Item> items)
    {
        var item = One(items);
        if (item.Columns.All(column => column.Kind != kind))
        {
            return kind == 'n' ? "count(*)" : "cast(count(*) as text)";
        }

        var reference = Reference(item, kind);
        return kind == 'n'
            ? One(["count(*)", $"count(distinct {reference})", $"sum({reference})", $"max({reference})", $"min({reference}) filter (where {reference} > 0)"])
            : One([$"max({reference})", $"min({reference})", $"string_agg({reference}, ',' order by {reference})"]);
    }

    private string Window(IReadOnlyList<Item> items)
    {
        var item = One(items.Where(item => item.Columns.Any(column => column.Kind == 'n')).DefaultIfEmpty(items[0]).ToList());
        return item.Columns.All(column => column.Kind != 'n') ? "count(*) over ()"
            : One([$"count(*) over (partition by {Reference(item, 'n')})", $"rank() over (order by {Reference(item, 'n')})", $"sum({Reference(item, 'n')}) over ()", $"max({Reference(item, 'n')}) over (partition by {Reference(item, 'n')})"]);
    }

    private string Reference(Item item, char kind)
    {
        var columns = item.Columns.Where(column => column.Kind == kind).ToList();
        return columns.Count == 0 ? (kind == 'n' ? "4" : "'z'") : $"{item.Alias}.{One(columns).Name}";
    }

    private string? Text(Item item) => item.Columns.Any(column => column.Kind == 't') ? Reference(item, 't') : null;

    private readonly record struct Column(string Name, char Kind);

    private sealed record Item(string Alias, IReadOnlyList<Column> Columns);
}
