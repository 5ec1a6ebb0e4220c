using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Documents.Expectations;

/// <summary>Reads the expectations of a document: the tables below its heading <c>## Expectations</c>.</summary>
/// <param name="text">The document.</param>
/// <param name="columns">The columns of the document.</param>
/// <param name="findings">Receives the findings.</param>
internal sealed class ExpectationReader(VisibleText text, IReadOnlyList<DocumentColumn> columns, DocumentFindings findings)
{
    private const string All = "*";

    private static readonly string[] Headers = ["column", "check", "bound"];

    private static readonly Dictionary<string, ExpectationCheck> Checks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rows"] = ExpectationCheck.Rows,
        ["null_share"] = ExpectationCheck.NullShare,
        ["zero_share"] = ExpectationCheck.ZeroShare,
        ["mean"] = ExpectationCheck.Mean,
        ["sum"] = ExpectationCheck.Sum,
        ["minimum"] = ExpectationCheck.Minimum,
        ["maximum"] = ExpectationCheck.Maximum,
        ["categories"] = ExpectationCheck.Categories,
    };

    private readonly Dictionary<(string? Column, ExpectationCheck Check), TextSpan> _read = [];

    /// <summary>Reads the tables.</summary>
    public IReadOnlyList<ExpectationModel> Read(DocumentTables tables)
        => [.. tables.OtherTables.Where(table => ExpectationTables.AreBelow(text, table.Heading)).SelectMany(ReadTable)];

    private List<ExpectationModel> ReadTable(OtherTable table)
    {
        var expectations = new List<ExpectationModel>();
        var names = table.Header.Row.Cells.Select(cell => PlainText.Unwrapped(text.Text, cell).ToLowerInvariant()).ToList();
        var ordinals = Headers.Select(header => names.IndexOf(header)).ToArray();
        if (ordinals.Any(ordinal => ordinal < 0))
        {
            findings.Add(
                DocumentRules.UnreadExpectations,
                table.Header.Row.Span,
                "The table below Expectations is not read: it needs the headers Column, Check and Bound. Rename its headers, or its heading if it is"
                    + " about something else.");
            return expectations;
        }

        foreach (var row in table.Rows.Where(row => row.Cells.Any(cell => !Whitespace.IsBlank(text.Text, cell))))
        {
            if (ReadRow(row, ordinals) is { } expectation)
            {
                expectations.Add(expectation);
            }
        }

        return expectations;
    }

    private ExpectationModel? ReadRow(PipeRow row, int[] ordinals)
    {
        var missing = Enumerable.Range(0, Headers.Length).Where(i => ordinals[i] >= row.Cells.Count || Whitespace.IsBlank(text.Text, row.Cells[ordinals[i]])).ToList();
        if (missing.Count > 0)
        {
            Report(row.Span, $"The expectation has no {MessageText.List([.. missing.Select(i => Headers[i])])}; it needs a column (* for all), a check and a bound.");
            return null;
        }

        var cells = ordinals.Select(ordinal => text.Trim(row.Cells[ordinal])).ToList();
        var values = cells.ConvertAll(cell => PlainText.Unwrapped(text.Text, cell));
        if (!Checks.TryGetValue(values[1], out var check))
        {
            Report(cells[1], $"The expectation has the check {MessageText.Quote(values[1])}; write one of {MessageText.List([.. Checks.Keys])}.");
            return null;
        }

        var column = columns.FirstOrDefault(each => each.Name.Value == values[0]);
        if (column is null && values[0] != All)
        {
            var nearest = NearestName.Of(values[0], columns.Select(each => each.Name.Value));
            Report(cells[0], $"The expectation names the column {MessageText.Quote(values[0])}, which no table lists; "
                + (nearest is null ? "name a column of the document, or write * for all." : $"did you mean {MessageText.Quote(nearest)}?"));
            return null;
        }

        if (Unsuitable(check, column) is { } problem)
        {
            Report(cells[1], problem);
            return null;
        }

        if (!ExpectationBound.TryRead(check, values[2], out var bound))
        {
            Report(cells[2], $"The expectation has the bound {MessageText.Quote(values[2])}; a bound of {values[1]} is {ExpectationBound.Form(check)}.");
            return null;
        }

        var subject = (column?.Name.Value, check);
        if (_read.TryGetValue(subject, out var first))
        {
            findings.Add(
                DocumentRules.RepeatedExpectation,
                row.Span,
                $"The expectation {values[1]} of {(column is null ? All : MessageText.Quote(column.Name.Value))} is given a second time; remove one of the two.",
                first);
            return null;
        }

        _read.Add(subject, row.Span);
        return new ExpectationModel(column?.Name.Value, check, bound);
    }

    /// <summary>Why a check cannot be applied to a column, or to all columns; null if it can.</summary>
    private static string? Unsuitable(ExpectationCheck check, DocumentColumn? column)
    {
        if (column is null)
        {
            return check is ExpectationCheck.Minimum or ExpectationCheck.Maximum or ExpectationCheck.Categories
                ? "The check needs one column; name it instead of *." : null;
        }

        var name = MessageText.Quote(column.Name.Value);
        var kind = column.Type.Value.Kind;
        return check switch
        {
            ExpectationCheck.Rows => $"The number of rows does not belong to a column; write * instead of {name}.",
            ExpectationCheck.NullShare when !column.IsNullable.Value => $"The column {name} is never NULL, so there is no share of NULL; remove the row.",
            ExpectationCheck.Mean or ExpectationCheck.Sum when !IsExact(kind)
                => $"The column {name} is of type {column.Type.Value}, and only integers and numeric have a sum and a mean; name another check.",
            ExpectationCheck.ZeroShare or ExpectationCheck.Minimum or ExpectationCheck.Maximum when !IsExact(kind) && kind != SqlKind.DoublePrecision
                => $"The column {name} is of type {column.Type.Value}, and the check needs numbers; name another check.",
            ExpectationCheck.Categories when kind is not (SqlKind.Text or SqlKind.Varchar)
                => $"The column {name} is of type {column.Type.Value}, and only texts have categories; name another check.",
            _ => null,
        };
    }

    private static bool IsExact(SqlKind kind) => kind is SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint or SqlKind.Numeric;

    private void Report(TextSpan span, string message) => findings.Add(DocumentRules.UnreadableExpectation, span, message);
}
