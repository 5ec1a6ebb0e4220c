using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>Checks the relations against their document.</summary>
internal sealed class RelationCheck
{
    private readonly SpecificationDocument _document;
    private readonly string _folder;
    private readonly RelationSet _relations;
    private readonly TableSet _tables;
    private readonly bool _documentIsSound;
    private readonly SqlFindings _findings;

    /// <summary>The columns, each name once; the document's findings report duplicates.</summary>
    private readonly List<DocumentColumn> _columns;

    private readonly List<DocumentColumn> _key;

    private readonly Dictionary<(Relation Relation, string Table), int> _columnsFrom = [];

    /// <param name="document">The document.</param>
    /// <param name="folder">The folder of the relations, as messages name it.</param>
    /// <param name="relations">The relations.</param>
    /// <param name="tables">The tables that relations can read.</param>
    /// <param name="documentIsSound">Whether the document has no error, so that all its columns are known.</param>
    /// <param name="findings">Receives the findings.</param>
    public RelationCheck(
        SpecificationDocument document, string folder, RelationSet relations, TableSet tables, bool documentIsSound, SqlFindings findings)
    {
        _tables = tables;
        _document = document;
        _folder = folder;
        _relations = relations;
        _documentIsSound = documentIsSound;
        _findings = findings;
        _columns = [.. document.Columns
            .GroupBy(column => column.Name.Value, StringComparer.OrdinalIgnoreCase).Select(columns => columns.First())];
        _key = KeyOf(document, _columns);
    }

    /// <summary>The key columns that relations output. Columns with the same value in every row are left out.</summary>
    public static List<DocumentColumn> KeyOf(SpecificationDocument document, IReadOnlyList<DocumentColumn> columns)
        => [.. document.Key
            .Select(key => columns.FirstOrDefault(column => SqlName.Same(column.Name.Value, key.Value)))
            .OfType<DocumentColumn>().Where(column => !column.Source.Value.IsSystem).Distinct()];

    /// <summary>Runs all checks.</summary>
    public void Run()
    {
        if (_relations.Rows.Count == 0)
        {
            Report(
                RelationRules.NoRelations,
                _document.Title.Span,
                $"The specification has no relations: put one SELECT per file into {_folder}, which together supply its "
                + $"{MessageText.Count(_columns.Count, "column")}.");
        }
        else
        {
            CheckKey();
            foreach (var column in _columns.Where(column => !column.Source.Value.IsSystem && !_key.Contains(column)))
            {
                CheckColumn(column);
            }

            CheckOutputs();
            CheckCircles();
            CheckKeyRanges();
        }

        CheckSystemColumns();
        CheckSystemRelations();
    }

    private void CheckKey()
    {
        if (_key.Count == 0 && _documentIsSound)
        {
            Report(
                RelationRules.NoGrain,
                _document.Key.Count > 0 ? _document.Key[0].Span : _document.Title.Span,
                "The key has the same value in all rows, because none of its columns comes from a table: name a key column whose source is a table.");
        }

        if (_key.Count == 0 || (!_documentIsSound && _document.Key.Any(key => !_columns.Any(column => SqlName.Same(column.Name.Value, key.Value)))))
        {
            return;
        }

        foreach (var relation in _relations.Rows.Where(relation => relation.Outputs is not null))
        {
            foreach (var column in _key.Where(column => relation.Output(column.Name.Value) is null))
            {
                _findings.Add(
                    RelationRules.MissingKey,
                    relation.Sql,
                    relation.Sql.Tokens[relation.Parser!.Root!.Branches[0].Start].Span,
                    $"Relation '{relation.FileName}' does not output the key column '{column.Name.Value}': add it to the select list.",
                    At(column.Name.Span));
            }
        }

        var grains = _relations.OutputsAreKnown ? _relations.Grains(_key, _tables) : [];
        if (grains.Count == 0 && _relations.OutputsAreKnown)
        {
            var key = string.Join(" + ", _key.Select(column => $"'{column.Name.Value}' from {column.Source.Value.Text}"));
            Report(
                RelationRules.NoGrain,
                _key[0].Source.Span,
                $"No relation supplies the key {key} unchanged: add a relation to {_folder} that selects it for every row of the export.");
        }
        else if (grains.Count > 1)
        {
            Report(
                RelationRules.AmbiguousGrain,
                _key[0].Source.Span,
                $"Each of {string.Join(", ", grains.Select(relation => $"'{relation.FileName}'"))} can decide which rows the "
                + "export has: write '-- grain' into the opening comment of the one that does.",
                grains[1].At(grains[1].Output(_key[0].Name.Value)!.Span));
        }
    }

    private void CheckColumn(DocumentColumn column)
    {
        var suppliers = _relations.SuppliersOf(column.Name.Value);
        if (suppliers.Count == 0)
        {
            if (_relations.OutputsAreKnown)
            {
                Report(RelationRules.UnsuppliedColumn, column.Name.Span, $"No relation supplies column '{column.Name.Value}': {Remedy(column)}.");
            }

            return;
        }

        var first = suppliers[0].Output(column.Name.Value)!;
        foreach (var other in suppliers.Skip(1))
        {
            _findings.Add(
                RelationRules.SuppliedTwice,
                other.Sql,
                other.Output(column.Name.Value)!.Span,
                $"Column '{column.Name.Value}' is supplied by '{other.FileName}' and by '{suppliers[0].FileName}': remove it from one.",
                suppliers[0].At(first.Span));
        }

        CheckTenantColumn(column, suppliers[0]);
        CheckLineage(column);
        var tables = TablesOf(column);
        if (column.Source.Value.IsComputed || tables.Count == 0)
        {
            return;
        }

        foreach (var supplier in suppliers.Where(supplier => _tables.KnowsAllOf(supplier) && !tables.Any(table => _tables.Reads(supplier, table))))
        {
            Report(
                RelationRules.SourceNotRead,
                column.Source.Span,
                $"Column '{column.Name.Value}' comes from {column.Source.Value.Text} according to the document, but '{supplier.FileName}', "
                + $"which supplies it, reads {TablesOf(supplier)}: correct the source here or the relation.",
                supplier.At(supplier.Output(column.Name.Value)!.Span));
        }
    }

    /// <summary>
    /// Checks that the organization comes from the data. A relation that outputs the parameter instead would always match the export's
    /// organization.
    /// </summary>
    private void CheckTenantColumn(DocumentColumn column, Relation supplier)
    {
        if (SqlName.Same(column.Name.Value, ExportParameters.OrganizationId) && NameResolution.Origin(supplier, column.Name.Value, _tables) is null)
        {
            _findings.Add(
                RelationRules.TenantColumn,
                supplier.Sql,
                supplier.Output(column.Name.Value)!.Span,
                $"Column '{column.Name.Value}' must be a column of a source table, because it shows whose rows these are: select it as it is, as in customer.{ExportParameters.OrganizationId}.",
                At(column.Name.Span));
        }
    }

    private void CheckLineage(DocumentColumn column)
    {
        foreach (var term in column.Source.Value.Terms)
        {
            if (term is not { Table: { } written, Column: { } name })
            {
                continue;
            }

            var table = SqlName.WithoutSchema(written).ToLowerInvariant();
            if (_tables.ColumnsOf(table) is { } columns && !columns.Any(known => SqlName.Same(known, name)))
            {
                Report(
                    RelationRules.SourceNotRead,
                    column.Source.Span,
                    $"Column '{column.Name.Value}' comes from {written}.{name} according to the document, but {table} has no column '{name}': correct the source here, or {_tables.Lacks(table)}");
            }
        }
    }

    private string TablesOf(Relation relation) => _tables.SourcesOf(relation) is { Count: > 0 } sources ? string.Join(", ", sources) : "no table";

    private static List<string> TablesOf(DocumentColumn column) => [.. column.Source.Value.Terms.Select(term => term.Table).OfType<string>()];

    private string Remedy(DocumentColumn column)
    {
        var tables = TablesOf(column);
        var reader = _relations.Rows
            .Where(relation => tables.Any(table => _tables.Reads(relation, table)))
            .OrderByDescending(relation => tables.Sum(table => ColumnsFrom(relation, table)))
            .ThenBy(relation => relation.Uses.Count)
            .FirstOrDefault();
        if (reader is not null)
        {
            return $"add it to {reader.FileName} in {_folder}, which reads {tables.First(table => _tables.Reads(reader, table))}";
        }

        if (tables.Count > 0)
        {
            return $"add it to a relation in {_folder}; none of them reads {string.Join(" or ", tables)} yet";
        }

        var neighbor = Neighbor(column);
        return neighbor is null
            ? $"add it to a relation in {_folder}"
            : $"add it to a relation in {_folder}, perhaps to {neighbor.FileName}, which supplies its neighbors";
    }

    /// <summary>The relation that supplies the nearest column above or, if there is none, the nearest below.</summary>
    private Relation? Neighbor(DocumentColumn column)
    {
        var index = _columns.IndexOf(column);
        return _columns.Take(index).Reverse().Concat(_columns.Skip(index + 1))
            .Where(other => !_key.Contains(other))
            .SelectMany(other => _relations.SuppliersOf(other.Name.Value))
            .FirstOrDefault();
    }

    /// <summary>The number of columns that a relation supplies from a table.</summary>
    private int ColumnsFrom(Relation relation, string table)
    {
        if (_columnsFrom.Count == 0)
        {
            foreach (var column in _columns.Where(column => !_key.Contains(column)))
            {
                foreach (var source in _relations.SuppliersOf(column.Name.Value)
                    .SelectMany(_ => TablesOf(column), (supplier, name) => (supplier, SqlName.WithoutSchema(name).ToLowerInvariant())))
                {
                    _columnsFrom[source] = _columnsFrom.TryGetValue(source, out var count) ? count + 1 : 1;
                }
            }
        }

        return _columnsFrom.TryGetValue((relation, SqlName.WithoutSchema(table).ToLowerInvariant()), out var columns) ? columns : 0;
    }

    private void CheckOutputs()
    {
        if (!_documentIsSound)
        {
            return;
        }

        var columns = _columns.ToDictionary(column => column.Name.Value, StringComparer.OrdinalIgnoreCase);
        var unsupplied = _columns
            .Where(column => !column.Source.Value.IsSystem && _relations.SuppliersOf(column.Name.Value).Count == 0)
            .Select(column => column.Name.Value).ToList();
        foreach (var relation in _relations.Rows)
        {
            // All columns that a star outputs have the same span, which is reported only once.
            var places = new HashSet<TextSpan>();
            foreach (var output in (relation.Outputs ?? []).TakeWhile(_ => _findings.HasRoom(RelationRules.UnusedOutput, relation.Sql)))
            {
                if (output.Name is { } name
                    && !(columns.TryGetValue(name, out var column) && !column.Source.Value.IsSystem)
                    && !relation.Declares(name)
                    && !_relations.All.Any(other => other.Uses.TryGetValue(relation.CommonTable, out var use) && (use.IsWhole || use.Columns.Contains(name)))
                    && places.Add(output.Span))
                {
                    var remedy = NearestName.Of(name, unsupplied) is { } nearest
                        ? $"did you mean '{nearest}'?"
                        : "remove it, or add a row for it to the table of the document.";
                    _findings.Add(
                        RelationRules.UnusedOutput,
                        relation.Sql,
                        output.Span,
                        column is null
                            ? $"No column of the specification uses output '{name}' of '{relation.FileName}': {remedy}"
                            : $"Column '{name}' is a system column and does not come from '{relation.FileName}': remove the output.",
                        column is null ? null : At(column.Source.Span));
                }
            }
        }
    }

    private void CheckCircles()
    {
        foreach (var relation in _relations.All)
        {
            foreach (var read in relation.Uses.Keys.Select(_relations.OfCommonTable).OfType<Relation>()
                .Where(read => _relations.WithWhatTheyRead([read]).Contains(relation)))
            {
                _findings.Add(
                    RelationRules.CircularReference,
                    relation.Sql,
                    relation.PlaceOf(read.CommonTable),
                    $"Relation '{relation.FileName}' reads '{read.FileName}', which reads '{relation.FileName}': "
                    + "move what both need into one of them or into a third.");
            }
        }
    }

    /// <summary>
    /// If the keys are not integers, the composed query replaces each key range condition with true. The parameters of the range are
    /// therefore allowed only in such conditions.
    /// </summary>
    private void CheckKeyRanges()
    {
        if (!_documentIsSound || _key.All(column => column.Type.Value.IsInteger))
        {
            return;
        }

        foreach (var relation in _relations.All.Where(relation => relation.Parser is not null))
        {
            foreach (var token in relation.ParametersOutside(relation.Parser!.KeyRanges)
                .Where(token => relation.Sql.TextOf(token).Substring(1).ToLowerInvariant() is ExportParameters.FirstKey or ExportParameters.LastKey))
            {
                _findings.Add(
                    RelationRules.KeyRange,
                    relation.Sql,
                    relation.Sql.Tokens[token].Span,
                    $"Relation '{relation.FileName}' restricts the key to a range. Ranges work only with whole-number keys, and this key is of another type. The generator therefore removes ranges from the query, but cannot remove the one here. Remove it yourself, or write it in a form that the generator can remove: as a condition 'key between @first_key and @last_key', joined to others by AND.");
            }
        }
    }

    private void CheckSystemColumns()
    {
        foreach (var column in _columns.Where(column => column.Source.Value.IsSystem))
        {
            var name = column.Name.Value;
            if (SqlName.Same(name, ExportParameters.OrganizationId))
            {
                Report(
                    RelationRules.TenantColumn,
                    column.Source.Span,
                    $"Column '{name}' must come from a source table, because it shows whose rows these are: name the table here, and select the column in a relation.");
            }
            else if (!ExportParameters.IsSystemColumn(name) && _relations.SystemValue(name) is null
                && (_relations.Rows.Count > 0 || _relations.SystemValues.Count > 0))
            {
                Report(
                    RelationRules.UnsuppliedSystemColumn,
                    column.Source.Span,
                    $"No query supplies system column '{name}': add {_folder}/system/{name}.sql, one SELECT that yields one row with '{name}'; "
                    + $"only {string.Join(", ", ExportParameters.OfSystemValues.Where(ExportParameters.IsSystemColumn))} need none.");
            }
        }
    }

    private void CheckSystemRelations()
    {
        foreach (var relation in _relations.SystemValues)
        {
            var column = _columns.FirstOrDefault(column => SqlName.Same(column.Name.Value, relation.Name));
            var values = relation.Outputs?.Where(output => output.Name is not { } name || !relation.Declares(name)).ToList();
            if (values is { Count: 0 } && relation.Outputs!.Count > 0)
            {
                continue; // This query supplies no column and only counts faults.
            }

            if (_documentIsSound && (column is null || !column.Source.Value.IsSystem || ExportParameters.IsSystemColumn(relation.Name)))
            {
                _findings.Add(
                    RelationRules.UnusedSystemRelation,
                    relation.Sql,
                    relation.Sql.Tokens.Count > 0 ? relation.Sql.Tokens[0].Span : new TextSpan(0, 0),
                    ExportParameters.IsSystemColumn(relation.Name)
                        ? $"Every export knows '{relation.Name}' without a query: delete '{relation.FileName}'."
                        : $"No system column is named '{relation.Name}': delete '{relation.FileName}' or name it after a column whose source is system.");
            }

            if (values is not null && (values.Count != 1 || !SqlName.Same(values[0].Name, relation.Name)))
            {
                var wrong = values.FirstOrDefault(output => !SqlName.Same(output.Name, relation.Name));
                _findings.Add(
                    RelationRules.SystemOutputs,
                    relation.Sql,
                    wrong?.Span ?? relation.Sql.Tokens[relation.Parser!.Root!.Branches[0].Start].Span,
                    $"System query '{relation.FileName}' must output '{relation.Name}' and nothing else: rename or remove this output.");
            }
        }
    }

    private Location At(TextSpan span) => new(_document.File, span);

    private void Report(Rule rule, TextSpan span, string message, Location? related = null)
        => _findings.Add(rule, At(span), message, related);
}
