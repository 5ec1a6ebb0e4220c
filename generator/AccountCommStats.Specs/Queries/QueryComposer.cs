using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Queries;

/// <summary>Composes the statements of an export from its source tables and relations. All inputs have been checked before.</summary>
/// <remarks>
/// Each statement begins with all source tables as common table expressions, under the names that relations use. A relation can therefore
/// read only rows of the tenant. An unused source table is an empty stub, so that a reference to it that the SQL parser missed finds no rows.
/// </remarks>
/// <param name="columns">The columns.</param>
/// <param name="key">The key columns that relations output.</param>
/// <param name="relations">The relations.</param>
/// <param name="sources">The source tables.</param>
/// <param name="grain">The relation that decides which rows exist.</param>
internal sealed class QueryComposer(
    IReadOnlyList<DocumentColumn> columns, IReadOnlyList<DocumentColumn> key, RelationSet relations, SourceSet sources, Relation grain)
{
    private const string Stub = "select null as unused where false";

    /// <summary>Whether the keys are numbers, so that key ranges can be read separately.</summary>
    private bool HasOrderOfNumbers => key.All(column => column.Type.Value.IsInteger);

    /// <summary>The relation that supplies a column of the rows; null for a system column.</summary>
    public Relation? SupplierOf(DocumentColumn column)
        => column.Source.Value.IsSystem ? null : key.Contains(column) ? grain : relations.SuppliersOf(column.Name.Value)[0];

    /// <summary>
    /// The relations that the row query reads. Each comes after the relations that it reads itself. Relations that supply nothing are left
    /// out.
    /// </summary>
    public IReadOnlyList<Relation> Relations()
    {
        return relations.WithWhatTheyRead([grain, .. relations.Rows.Where(relation => relation != grain && IsJoined(relation))]);
    }

    /// <summary>The query that yields the rows.</summary>
    public StatementModel Rows()
    {
        var read = Relations();
        var text = Opening(read).Append("\nselect\n");
        for (var i = 0; i < columns.Count; i++)
        {
            AppendColumn(text.Append("  "), columns[i]);
            text.Append(i < columns.Count - 1 ? ",\n" : "");
        }

        AppendChecks(text);
        foreach (var (relation, remark) in Declared(DeclarationKind.Remark))
        {
            text.Append($",\n  cast({Output(relation, remark.Name)} as bigint) as {SqlName.Quote(remark.Name)}");
        }

        text.Append("\nfrom ").Append(NameOf(grain)).Append("\n");
        foreach (var relation in read.Where(relation => relation != grain && IsJoined(relation)))
        {
            var matches = key.Select(column => $"{Output(relation, column)} = {Output(grain, column)}");
            text.Append($"left join {NameOf(relation)} on {string.Join(" and ", matches)}\n");
        }

        var order = key.Select(column => WideType.OrderBy(Output(grain, column), column.Type.Value.Kind));
        return text.Append("order by ").Append(string.Join(", ", order)).ToModel();
    }

    /// <summary>The query that yields only the keys; null if key ranges cannot be read separately.</summary>
    public StatementModel? Keys()
    {
        if (key.Count != 1 || !HasOrderOfNumbers || !grain.UsesParameter(ExportParameters.FirstKey) || !grain.UsesParameter(ExportParameters.LastKey))
        {
            return null;
        }

        var output = Output(grain, key[0]);
        return Opening(relations.WithWhatTheyRead([grain]))
            .Append($"\nselect cast({output} as bigint) as {SqlName.Quote(key[0].Name.Value)}\n")
            .Append($"from {NameOf(grain)}\n")
            .Append($"order by {output}")
            .ToModel();
    }

    /// <summary>The query that computes a system column.</summary>
    public StatementModel SystemValue(DocumentColumn column, Relation relation)
    {
        var (before, after) = WideType.Cast(column.Type.Value);
        return Opening(relations.WithWhatTheyRead([relation]))
            .Append($"\nselect {before}{Output(relation, column)}{after} as {SqlName.Quote(column.Name.Value)}\n")
            .Append("from ").Append(NameOf(relation))
            .ToModel();
    }

    /// <summary>The query that yields a count for each remark of a system relation.</summary>
    public StatementModel SystemRemarks(Relation relation)
    {
        var counts = relation.Declarations.Select(remark => $"cast({Output(relation, remark.Name)} as bigint) as {SqlName.Quote(remark.Name)}");
        return Opening(relations.WithWhatTheyRead([relation]))
            .Append($"\nselect {string.Join(", ", counts)}\n")
            .Append("from ").Append(NameOf(relation))
            .ToModel();
    }

    /// <summary>The checks, or the remarks, that the relations of the row query declare, in the order of these relations.</summary>
    public IEnumerable<(Relation Relation, Declaration Declaration)> Declared(DeclarationKind kind)
        => relations.Rows.SelectMany(relation => relation.Declarations.Where(declaration => declaration.Kind == kind).Select(declaration => (relation, declaration)));

    /// <summary>
    /// The query that yields the organizations of a source table, ascending; null if no condition restricts all its rows to one
    /// organization.
    /// </summary>
    public StatementModel? Organizations(SourceTable table)
    {
        // A join condition can refer only to tables that come before it, so the first table supplies the organization to the others.
        var order = table.Block!.Sources;
        if (table.Tenancy!.Conditions.Where(condition => condition.IsOfAllRows).OrderBy(condition => order.IndexOf(condition.Source)).FirstOrDefault() is not { } first)
        {
            return null;
        }

        var conditions = table.Tenancy.Conditions
            .Select(condition => (condition.Tokens, ColumnOf(condition)
                + (order.IndexOf(condition.Source) < order.IndexOf(first.Source) || condition == first ? " is not null" : " = " + ColumnOf(first))))
            .OrderBy(condition => condition.Tokens.Start).ToList();
        var kind = WideType.Of(sources.Tenant);
        return new StatementText(sources.Tenant)
            .Append($"select distinct cast({ColumnOf(first)} as {new SqlType(kind)}) as organization_id\n")
            .AppendTokens(table.Sql, new(table.Block.FromStart, table.End), conditions)
            .Append("\norder by 1")
            .ToModel();

        static string ColumnOf(TenantCondition condition) => $"{SqlName.Quote(condition.Source.Name)}.{SqlName.Quote(condition.Column)}";
    }

    /// <summary>The source tables that these relations read, with the columns that the relations use.</summary>
    public IEnumerable<(SourceTable Table, IReadOnlyCollection<string> Columns)> Used(IEnumerable<Relation> read)
    {
        var uses = read.SelectMany(relation => relation.Uses).ToLookup(use => use.Key, use => use.Value);
        return sources.Tables
            .Where(table => uses.Contains(table.Name))
            .Select(table => (table, (IReadOnlyCollection<string>)(uses[table.Name].Any(use => use.IsWhole)
                ? table.Columns!
                : new HashSet<string>(uses[table.Name].SelectMany(use => use.Columns), StringComparer.Ordinal))));
    }

    /// <summary>The common table expressions of a statement: all source tables, and the relations that it reads.</summary>
    public StatementText Opening(IReadOnlyList<Relation> read)
    {
        var text = new StatementText(sources.Tenant).Append("with ");
        var used = Used(read).ToDictionary(use => use.Table, use => use.Columns);
        foreach (var table in sources.Tables)
        {
            text.Append(table.Name);
            if (used.TryGetValue(table, out var names))
            {
                AppendSourceTable(text.Append(" as not materialized (").Append(Place(table.Sql, table.Block!.Start, table.FileLabel)), table, names);
                text.Append("\n),\n");
            }
            else
            {
                text.Append($" as ({Stub}),\n");
            }
        }

        foreach (var relation in read)
        {
            text.Append(NameOf(relation)).Append(relation.IsShared ? " as not materialized (" : " as (").Append(Place(relation.Sql, relation.Statement.Start, relation.FileName));
            text.AppendTokens(relation.Sql, relation.Statement, Replaced(relation));
            text.Append(relation == read[read.Count - 1] ? "\n)" : "\n),\n");
        }

        return text;
    }

    /// <summary>A comment with the file and line of the SQL on the next line, for tracing database errors.</summary>
    /// <remarks>A line break in a file's name would end the comment.</remarks>
    private static string Place(SqlText sql, int token, string file)
        => $" -- {string.Concat(file.Select(c => char.IsControl(c) ? ' ' : c))}, line {LineOf(sql, token) + 1}\n";

    private static int LineOf(SqlText sql, int token) => sql.At(sql.Tokens[token].Span).Start.Line;

    /// <remarks>
    /// Unused outputs are left out, because PostgreSQL requires a privilege on every column that is named. The others keep their line
    /// offset from SELECT, so that database errors can be traced to the file.
    /// </remarks>
    private static void AppendSourceTable(StatementText text, SourceTable table, IReadOnlyCollection<string> names)
    {
        text.Append("select");
        var kept = table.Kept(names).ToList();
        var line = LineOf(table.Sql, table.Block!.Start);
        foreach (var output in kept)
        {
            text.Append(output == kept[0] ? "" : ",").Append(LinesTo(output.Tokens.Start)).AppendTokens(table.Sql, output.Tokens);
            text.Append(output.IsNameImplied ? " as " + SqlName.Quote(output.Name!) : "");
            line = LineOf(table.Sql, output.Tokens.End - 1);
        }

        text.Append(kept.Count == 0 ? " null as unused" : "").Append(LinesTo(table.Block.FromStart)).AppendTokens(table.Sql, new(table.Block.FromStart, table.End));

        string LinesTo(int token) => token < table.End && LineOf(table.Sql, token) > line ? new string('\n', LineOf(table.Sql, token) - line) : " ";
    }

    /// <summary>
    /// The replacements in a relation: an output whose name only PostgreSQL implies gets that name as an alias, and key range conditions
    /// become true if the keys are not integers.
    /// </summary>
    private List<(TokenRange Tokens, string Text)> Replaced(Relation relation)
    {
        var names = relation.Parser!.Blocks.SelectMany(block => block.Outputs).Where(output => output.IsNameImplied)
            .Select(output => (Tokens: new TokenRange(output.Tokens.End - 1, output.Tokens.End), $"{relation.Sql.TextOf(output.Tokens.End - 1)} as {SqlName.Quote(output.Name!)}"));
        var ranges = HasOrderOfNumbers ? [] : relation.Parser.KeyRanges.Select(range => (Tokens: range, "true"));
        return [.. names.Concat(ranges).OrderBy(replaced => replaced.Tokens.Start)];
    }

    /// <summary>Whether the row query joins a relation: the relation supplies a column, or declares checks or remarks.</summary>
    private bool IsJoined(Relation relation) => relation.Declarations.Count > 0 || columns.Any(column => SupplierOf(column) == relation);

    /// <summary>
    /// Appends the names of the checks that a row breaks, separated by commas. All checks share this field, because there are many checks
    /// and a row rarely breaks one.
    /// </summary>
    private void AppendChecks(StatementText text)
    {
        var broken = Declared(DeclarationKind.Check)
            .Select(check => $"case when cast({Output(check.Relation, check.Declaration.Name)} as boolean) then '{check.Declaration.Name}' end").ToList();
        if (broken.Count > 0)
        {
            text.Append($",\n  nullif(concat_ws(',',\n    {string.Join(",\n    ", broken)}), '') as broken_checks");
        }
    }

    private void AppendColumn(StatementText text, DocumentColumn column)
    {
        var name = column.Name.Value;
        var (before, after) = WideType.Cast(column.Type.Value);
        text.Append(before);
        if (SupplierOf(column) is { } relation)
        {
            text.Append(Output(relation, column));
        }
        else if (ExportParameters.IsSystemColumn(name))
        {
            text.AppendParameter(name);
        }
        else
        {
            text.AppendParameter(name, WideType.Of(column.Type.Value.Kind));
        }

        text.Append(after).Append(" as ").Append(SqlName.Quote(name));
    }

    private static string NameOf(Relation relation) => SqlName.Quote(relation.CommonTable);

    private static string Output(Relation relation, DocumentColumn column) => Output(relation, column.Name.Value);

    private static string Output(Relation relation, string name) => NameOf(relation) + "." + SqlName.Quote(relation.Output(name)!.Name!);
}
