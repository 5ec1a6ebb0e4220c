using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>Compares two documents column by column.</summary>
internal sealed class DocumentComparison
{
    private readonly SpecificationDocument _shipped;
    private readonly SpecificationDocument _current;
    private readonly ReadingMode _mode;
    private readonly ColumnMatching _matching;
    private readonly ChangeMessages _messages;
    private readonly List<CompatibilityChange> _changes = [];

    public DocumentComparison(SpecificationDocument shipped, SpecificationDocument current, ReadingMode mode)
    {
        _shipped = shipped;
        _current = current;
        _mode = mode;
        _matching = ColumnMatching.Of(shipped.Columns, current.Columns);
        _messages = new ChangeMessages(mode, shipped.Columns.Count);
    }

    /// <summary>All changes: the key, then column by column in the current order, then removed columns.</summary>
    public IReadOnlyList<CompatibilityChange> Changes()
    {
        CompareKeys();
        var pairs = _matching.Pairs.ToDictionary(pair => pair.Current);
        var lastShipped = _matching.Pairs.Count > 0 ? _matching.Pairs[_matching.Pairs.Count - 1].Current : -1;
        for (var i = 0; i < _current.Columns.Count; i++)
        {
            if (pairs.TryGetValue(i, out var pair))
            {
                Compare(pair);
            }
            else
            {
                Add(i, isAppended: i > lastShipped);
            }
        }

        foreach (var ordinal in _matching.Removed)
        {
            var column = _shipped.Columns[ordinal];
            var isLast = ordinal == _shipped.Columns.Count - 1;
            AddChange(CompatibilityRules.Removed, column.Type.Value, new Location(_shipped.File, column.Name.Span), _messages.Removed(column, ordinal, isLast), column.Name.Value, column.Name.Value);
        }

        return _changes;
    }

    private void Add(int ordinal, bool isAppended)
    {
        var column = _current.Columns[ordinal];
        AddChange(
            isAppended ? CompatibilityRules.Appended : CompatibilityRules.Inserted,
            column.Type.Value,
            At(column.Name),
            isAppended ? _messages.Appended(column) : _messages.Inserted(column, ordinal),
            column.Name.Value,
            null);
    }

    private void Compare(ColumnPair pair)
    {
        var (before, now) = (_shipped.Columns[pair.Shipped], _current.Columns[pair.Current]);
        if (before.Name.Value != now.Name.Value)
        {
            AddChange(CompatibilityRules.Renamed, before, now, now.Name.Span, before.Name.Span, _messages.Renamed(before, now),
                before.Name.Value, now.Name.Value);
        }

        if (_matching.Moved.Contains(pair))
        {
            AddChange(CompatibilityRules.Moved, before, now, now.Name.Span, before.Name.Span, _messages.Moved(now, pair),
                MessageText.Number(pair.Shipped + 1), MessageText.Number(pair.Current + 1));
        }

        if (TypeChange.Of(before.Type.Value, now.Type.Value) is { } rule)
        {
            AddChange(rule, before, now, now.Type.Span, before.Type.Span, _messages.Retyped(rule, before, now),
                before.Type.Value.ToString(), now.Type.Value.ToString());
        }

        if (before.IsNullable.Value != now.IsNullable.Value)
        {
            AddChange(
                now.IsNullable.Value ? CompatibilityRules.BecameNullable : CompatibilityRules.BecameRequired,
                before, now, now.IsNullable.Span, before.IsNullable.Span,
                now.IsNullable.Value ? _messages.BecameNullable(now) : _messages.BecameRequired(now),
                now.IsNullable.Value ? "No" : "Yes", now.IsNullable.Value ? "Yes" : "No");
        }

        if (before.Source.Value.Terms != now.Source.Value.Terms)
        {
            AddChange(CompatibilityRules.SourceChanged, before, now, now.Source.Span, before.Source.Span, ChangeMessages.SourceChanged(before, now),
                before.Source.Value.Text, now.Source.Value.Text);
        }

        if (before.Description != now.Description)
        {
            AddChange(CompatibilityRules.DescriptionChanged, before, now, now.Name.Span, before.Name.Span, ChangeMessages.DescriptionChanged(now),
                before.Description, now.Description);
        }
    }

    private void CompareKeys()
    {
        var renames = _matching.Renamed.ToDictionary(
            pair => _shipped.Columns[pair.Shipped].Name.Value, pair => _current.Columns[pair.Current].Name.Value);
        var before = _shipped.Key.Select(part => part.Value).ToList();
        var now = _current.Key.Select(part => part.Value).ToList();
        if (before.Select(name => renames.TryGetValue(name, out var renamed) ? renamed : name).SequenceEqual(now))
        {
            return;
        }

        AddChange(
            CompatibilityRules.KeyChanged,
            default,
            now.Count > 0 ? At(_current.Key[0]) : At(_current.Title),
            _messages.KeyChanged(before, now),
            string.Join("+", now),
            string.Join("+", before),
            string.Join(" + ", before),
            string.Join(" + ", now),
            before.Count > 0 ? new Location(_shipped.File, _shipped.Key[0].Span) : null);
    }

    private Location At<T>(Located<T> located) => new(_current.File, located.Span);

    private void AddChange(
        Rule rule, DocumentColumn before, DocumentColumn now, TextSpan place, TextSpan shippedPlace, string message, string valueBefore, string valueNow)
        => AddChange(
            rule, now.Type.Value, new Location(_current.File, place), message, now.Name.Value, before.Name.Value, valueBefore, valueNow,
            new Location(_shipped.File, shippedPlace));

    private void AddChange(
        Rule rule, SqlType type, Location place, string message, string column, string? shippedColumn,
        string? valueBefore = null, string? valueNow = null, Location? related = null)
        => _changes.Add(new CompatibilityChange(
            new Finding(rule, place, message, related) { Severity = CompatibilitySeverity.Of(rule, _mode, type) }, column, shippedColumn)
        {
            Before = valueBefore,
            Now = valueNow,
        });
}
