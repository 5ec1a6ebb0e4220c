using AccountCommStats.Specs.Documents.Counts;
using AccountCommStats.Specs.Documents.Expectations;
using AccountCommStats.Specs.Documents.Keys;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Names;
using AccountCommStats.Specs.Documents.Statements;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents;

/// <summary>Reads a specification document.</summary>
internal static class DocumentReader
{
    /// <summary>Reads a document. The findings are in the order of their locations. Never throws.</summary>
    /// <remarks>Takes time linear in the length of the document, regardless of its content.</remarks>
    public static DocumentReading Read(SourceFile file)
    {
        var findings = new DocumentFindings(file);
        var text = new VisibleText(file);
        var tables = DocumentTables.Read(text);
        var statements = DocumentStatements.Read(text, tables);

        if (text.Unclosed is { } unclosed)
        {
            findings.Add(
                DocumentRules.UnclosedBlock,
                unclosed,
                "What is opened here is never closed, so everything below it is hidden; close the comment with -->, the code with the same"
                    + " marks, or the HTML with its closing tag.");
        }

        var title = ReadTitle(text, statements, findings);
        var document = ReadDocument(text, title, tables, statements, findings);
        return new DocumentReading(document, findings.InOrder());
    }

    private static Located<string> ReadTitle(VisibleText text, DocumentStatements statements, DocumentFindings findings)
    {
        if (statements.Title is { } heading)
        {
            return new Located<string>(PlainText.Unwrapped(text.Text, heading.Text), heading.Text);
        }

        var name = ExportNames.FileName(text.File.Path);
        var firstLine = text.Trim(text.Lines[0]);
        findings.Add(
            DocumentRules.MissingTitle,
            firstLine,
            $"The document has no title, so the export has the file's name, {MessageText.Quote(name)}; write a first line such as"
                + " # Account Statistics Export Specification.");
        return new Located<string>(name, firstLine);
    }

    private static SpecificationDocument? ReadDocument(
        VisibleText text,
        Located<string> title,
        DocumentTables tables,
        DocumentStatements statements,
        DocumentFindings findings)
    {
        if (tables.ColumnTables.Sum(table => table.Rows.Count) == 0)
        {
            ReportMissingTable(text, title, tables, findings);
            return null;
        }

        var names = ExportNames.Of(title.Value, text.File.Path);
        if (names.Name.Length > ExportNames.MaximumLength)
        {
            findings.Add(
                DocumentRules.LongTitle,
                title.Span,
                $"The title gives the export a name of {names.Name.Length} characters, which is too long for a file name. Write a title whose first"
                    + $" twelve words have at most {ExportNames.MaximumLength} characters; what follows in parentheses does not count.");
        }

        var reader = new ColumnReader(text, names.TypeName, findings);
        reader.Read(tables.ColumnTables);
        foreach (var (place, message) in new UnreadRowRules(text, reader.Names).Find(tables))
        {
            findings.Add(DocumentRules.UnreadRow, place, message);
        }

        CheckCounts(text, reader, statements, findings);

        var key = new PrimaryKeyRules(text, reader.Columns, findings).Read(statements, title.Span);
        var grain = statements.Grain is { Value.Length: > 0 } line
            ? new Located<string>(PlainText.Of(text.Text, line.Value), line.Value)
            : null;
        var compatibility = statements.Compatibility is { Value.Length: > 0 } way
            ? new Located<string>(PlainText.Unwrapped(text.Text, way.Value), way.Value)
            : null;
        return new SpecificationDocument(text.File, title, names.Name, names.TypeName, grain, key, reader.Columns)
        {
            Compatibility = compatibility,
            Expectations = new ExpectationReader(text, reader.Columns, findings).Read(tables),
        };
    }

    private static void ReportMissingTable(VisibleText text, Located<string> title, DocumentTables tables, DocumentFindings findings)
    {
        var unread = new UnreadRowRules(text, []).Find(tables).Select(found => (TextSpan?)found.Place).FirstOrDefault()
            ?? tables.OtherTables.FirstOrDefault(table => table.Header.Names(ColumnField.Name) && table.Header.Names(ColumnField.Type))?.Header.Row.Span;
        var place = tables.ColumnTables.Count > 0 ? tables.ColumnTables[0].Header.Row.Span : unread ?? title.Span;
        findings.Add(
            DocumentRules.MissingColumnTable,
            place,
            "The document has no table of columns; write one with the headers #, Column Name, Data Type, Nullable, Description and Source"
                + " Table, and a row for each column."
                + (unread is null ? "" : $" 'acstats spec import {text.File.Path}' makes one from what is here."));
    }

    private static void CheckCounts(VisibleText text, ColumnReader reader, DocumentStatements statements, DocumentFindings findings)
    {
        var counts = new CountRules(text, statements.Headings, reader.RowStarts, findings);
        counts.CheckHeadings();
        foreach (var statement in statements.Metadata)
        {
            counts.CheckStatement(statement);
        }
    }
}

/// <summary>The result of reading a document.</summary>
/// <param name="Document">The document as far as it could be read; null if it has no column table.</param>
/// <param name="Findings">The findings in the document.</param>
internal sealed record DocumentReading(SpecificationDocument? Document, IReadOnlyList<Finding> Findings);
