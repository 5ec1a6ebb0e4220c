using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.Comparison;

/// <summary>What to compare in two exports, and how much to show.</summary>
internal sealed record ComparisonRequest
{
    /// <summary>The columns to compare; empty for all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>How far numbers may differ, by column; the empty name stands for all others.</summary>
    public IReadOnlyDictionary<string, decimal> Tolerances { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The maximum number of examples of each kind.</summary>
    public int Examples { get; init; }

    /// <summary>Receives every difference when it is found, columns first; null if only counts and examples are wanted.</summary>
    public Action<Difference>? Report { get; init; }
}

/// <summary>One difference, a line of JSON Lines.</summary>
/// <param name="Kind"><c>column_added</c>, <c>column_gone</c>, <c>column_retyped</c>, <c>row_added</c>, <c>row_gone</c> or <c>changed</c>.</param>
/// <param name="Key">Key of the row; null for a column.</param>
/// <param name="Column">The column; null for a row.</param>
/// <param name="Old">The old value, or the column's type; null for NULL, and if there is none.</param>
/// <param name="New">The new value or type; null in the same cases.</param>
internal sealed record Difference(string Kind, string? Key, string? Column, string? Old, string? New);

/// <summary>One of the two exports.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="AsOf">Its as-of time, in UTC.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="SpecSha256">The SHA-256 of its specification.</param>
internal sealed record ComparedExport(string File, DateTime AsOf, long Rows, string SpecSha256);

/// <summary>A column that only one of two exports has, or whose type differs between them.</summary>
/// <param name="Column">The column.</param>
/// <param name="Old">Its type in the older; null if it is missing.</param>
/// <param name="New">Its type in the newer; null if it is missing.</param>
internal sealed record ColumnChange(string Column, string? Old, string? New);

/// <summary>A field that differs.</summary>
/// <param name="Key">Key of the row.</param>
/// <param name="Column">The column.</param>
/// <param name="Old">What it was; null for NULL.</param>
/// <param name="New">What it is; null for NULL.</param>
internal sealed record FieldChange(string Key, string Column, string? Old, string? New);

/// <summary>How two exports differ, by key.</summary>
internal sealed record ExportComparison
{
    /// <summary>Name of the export.</summary>
    public required string Export { get; init; }

    /// <summary>The organization.</summary>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>The older export.</summary>
    public required ComparedExport Old { get; init; }

    /// <summary>The newer export.</summary>
    public required ComparedExport New { get; init; }

    /// <summary>How their columns differ.</summary>
    public required IReadOnlyList<ColumnChange> ColumnChanges { get; init; }

    /// <summary>The columns that were not compared: those about the export itself, and those that the request leaves out.</summary>
    public required IReadOnlyList<string> NotCompared { get; init; }

    /// <summary>Rows that only the newer export has.</summary>
    public required long Added { get; init; }

    /// <summary>Rows that only the older export has.</summary>
    public required long Gone { get; init; }

    /// <summary>Rows that both exports have and that differ in a compared column.</summary>
    public required long Changed { get; init; }

    /// <summary>Rows that both exports have and that are equal.</summary>
    public required long Equal { get; init; }

    /// <summary>The columns that differ, those with the most changes first.</summary>
    public required IReadOnlyList<ColumnDifference> Columns { get; init; }

    /// <summary>The compared columns that are equal in all rows that both exports have.</summary>
    public required IReadOnlyList<string> EqualColumns { get; init; }

    /// <summary>Keys of the first rows that were added.</summary>
    public required IReadOnlyList<string> AddedKeys { get; init; }

    /// <summary>Keys of the first rows that are gone.</summary>
    public required IReadOnlyList<string> GoneKeys { get; init; }

    /// <summary>The first changes of each column.</summary>
    public required IReadOnlyList<FieldChange> Changes { get; init; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsEqual => Added + Gone + Changed == 0 && ColumnChanges.Count == 0;

    /// <summary>Compares two delivered files in one pass, in constant memory.</summary>
    /// <param name="before">The older file, or its manifest.</param>
    /// <param name="now">The newer file, or its manifest.</param>
    /// <param name="request">What to compare.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ExportException">A file cannot be read or compared, or the two are of different exports or organizations.</exception>
    public static ExportComparison Of(string before, string now, ComparisonRequest request, CancellationToken cancellationToken)
    {
        using var old = DeliveredRows.Open(before);
        using var @new = DeliveredRows.Open(now);
        if (old.Schema.Name != @new.Schema.Name || old.Manifest.OrganizationId != @new.Manifest.OrganizationId)
        {
            throw new SourceMismatchException(
                $"'{before}' is {old.Schema.Name} of organization {old.Manifest.OrganizationId}, and '{now}' is {@new.Schema.Name} of organization {@new.Manifest.OrganizationId}. Compare two exports of one organization.");
        }

        return new Merge(old, @new, request).Run(cancellationToken);
    }

    /// <summary>Reads both files side by side.</summary>
    private sealed class Merge(DeliveredRows old, DeliveredRows @new, ComparisonRequest request)
    {
        private const int RowsPerCancellationCheck = 1_024;

        private readonly List<string> _added = [];
        private readonly List<string> _gone = [];
        private readonly List<FieldChange> _changes = [];
        private readonly Dictionary<string, int> _shown = [];
        private long _addedCount;
        private long _goneCount;
        private long _changedCount;
        private long _equalCount;

        public ExportComparison Run(CancellationToken cancellationToken)
        {
            var left = Left();
            var columns = Columns(left).ToList();
            var columnChanges = ColumnChanges();
            foreach (var change in columnChanges)
            {
                var kind = change.Old is null ? "column_added" : change.New is null ? "column_gone" : "column_retyped";
                request.Report?.Invoke(new Difference(kind, null, change.Column, change.Old, change.New));
            }

            var hasOld = old.Read();
            var hasNew = @new.Read();
            while (hasOld || hasNew)
            {
                var order = !hasOld ? 1 : !hasNew ? -1 : old.CompareKeyWith(@new);
                if (order > 0)
                {
                    Note("row_added", _added, ref _addedCount, @new);
                }
                else if (order < 0)
                {
                    Note("row_gone", _gone, ref _goneCount, old);
                }
                else
                {
                    CompareRow(columns);
                }

                hasOld = order <= 0 ? old.Read() : hasOld;
                hasNew = order >= 0 ? @new.Read() : hasNew;
                if ((old.Rows + @new.Rows) % RowsPerCancellationCheck == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            return new ExportComparison
            {
                Export = @new.Schema.Name,
                OrganizationId = @new.Manifest.OrganizationId,
                Old = Describe(old),
                New = Describe(@new),
                ColumnChanges = columnChanges,
                NotCompared = [.. left.Where(name => old.Fields.ContainsKey(name) && @new.Fields.ContainsKey(name))],
                Added = _addedCount,
                Gone = _goneCount,
                Changed = _changedCount,
                Equal = _equalCount,
                Columns = [.. columns.Where(column => column.Changed > 0).OrderByDescending(column => column.Changed)],
                EqualColumns = [.. columns.Where(column => column.Changed == 0).Select(column => column.Column)],
                AddedKeys = _added,
                GoneKeys = _gone,
                Changes = _changes,
            };
        }

        private void CompareRow(List<ColumnDifference> columns)
        {
            var isChanged = false;
            foreach (var column in columns)
            {
                if (column.Compare(old, @new))
                {
                    isChanged = true;
                    Show(column);
                }
            }

            _changedCount += isChanged ? 1 : 0;
            _equalCount += isChanged ? 0 : 1;
        }

        private void Show(ColumnDifference column)
        {
            var (was, value) = (old.Fields[column.Column], @new.Fields[column.Column]);
            request.Report?.Invoke(new Difference("changed", @new.Key, column.Column, TextOf(old, was), TextOf(@new, value)));
            var shown = _shown.GetValueOrDefault(column.Column);
            if (shown < request.Examples)
            {
                _shown[column.Column] = shown + 1;
                _changes.Add(new FieldChange(@new.Key, column.Column, TextOf(old, was), TextOf(@new, value)));
            }
        }

        private void Note(string kind, List<string> keys, ref long count, DeliveredRows rows)
        {
            count++;
            request.Report?.Invoke(new Difference(kind, rows.Key, null, null, null));
            if (keys.Count < request.Examples)
            {
                keys.Add(rows.Key);
            }
        }

        private HashSet<string> Left()
        {
            var known = old.Fields.Keys.Union(@new.Fields.Keys).ToHashSet(StringComparer.Ordinal);
            var named = request.Columns.Concat(request.Ignored).Concat(request.Tolerances.Keys.Where(name => name.Length > 0));
            if (named.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                throw new ExportRequestException($"Neither export has a column '{unknown}'. They have: {string.Join(", ", known)}.");
            }

            return
            [
                .. @new.Schema.Columns.Where(column => SystemColumns.IsParameter(column) || column.IsSystemValue).Select(column => column.Name).Except(request.Columns),
                .. request.Ignored,
                .. request.Columns.Count > 0 ? known.Except(request.Columns) : [],
            ];
        }

        private IEnumerable<ColumnDifference> Columns(HashSet<string> left)
            => @new.Manifest.Columns
                .Where(column => old.Fields.ContainsKey(column.Name) && @new.Fields.ContainsKey(column.Name) && !left.Contains(column.Name))
                .Where(column => !@new.KeyFields.Contains(@new.Fields[column.Name]))
                .Select(column => new ColumnDifference(column.Name, column.Type, (old.Fields[column.Name], @new.Fields[column.Name]), ToleranceOf(column.Name)));

        private decimal? ToleranceOf(string column)
            => request.Tolerances.TryGetValue(column, out var own) || request.Tolerances.TryGetValue("", out own) ? own : null;

        private IReadOnlyList<ColumnChange> ColumnChanges()
        {
            var (was, types) = (TypesOf(old.Manifest), TypesOf(@new.Manifest));
            return
            [
                .. was.Keys.Union(types.Keys)
                    .Where(name => !request.Ignored.Contains(name) && (request.Columns.Count == 0 || request.Columns.Contains(name)))
                    .Select(name => new ColumnChange(name, was.GetValueOrDefault(name), types.GetValueOrDefault(name)))
                    .Where(change => change.Old != change.New),
            ];
        }

        private static Dictionary<string, string> TypesOf(ExportManifest manifest)
            => manifest.Columns.DistinctBy(column => column.Name).ToDictionary(column => column.Name, column => $"{column.Type}{(column.Nullable ? "" : " not null")}");

        private static string? TextOf(DeliveredRows rows, int field) => rows.IsNull(field) ? null : rows[field].ToString();

        private static ComparedExport Describe(DeliveredRows rows) => new(rows.Path, rows.Manifest.AsOf, rows.Rows, rows.Manifest.SpecSha256);
    }
}
