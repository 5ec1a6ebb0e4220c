using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>Messages that say what a change breaks, for whom, and what to do instead.</summary>
/// <param name="mode">How the file is read.</param>
/// <param name="shippedColumns">The number of shipped columns.</param>
internal sealed class ChangeMessages(ReadingMode mode, int shippedColumns)
{
    private const string Waive = " or agree on the change with the customers and waive it in the shipped document.";

    private bool IsByPosition => mode == ReadingMode.ByPosition;

    /// <summary>Who reads the file.</summary>
    private string Readers => mode switch
    {
        ReadingMode.ByPosition => "loaders that read by position",
        ReadingMode.ByName => "loaders that read by name",
        _ => "readers of the Parquet file",
    };

    public string Removed(DocumentColumn column, int ordinal, bool isLast)
        => "The column " + Name(column) + ", number " + MessageText.Number(ordinal + 1) + " of the shipped specification, was removed: "
            + (IsByPosition
                ? Readers + (isLast ? " miss the last field of every row." : " put every field after it into the wrong column.")
                : Readers + " do not find it.")
            + " Keep the column, empty if need be," + Waive;

    public string Renamed(DocumentColumn before, DocumentColumn now)
        => "The column " + Name(before) + " seems to be called " + Name(now) + " now: same type, source and place. "
            + (IsByPosition
                ? "Loaders that read by position do not notice; readers of the header do. Keep the old name, or tell the customers."
                : Capital(Readers) + " do not find " + Name(before) + ". Keep the old name," + Waive);

    public string Moved(DocumentColumn column, ColumnPair pair)
        => "The column " + Name(column) + " moved from number " + MessageText.Number(pair.Shipped + 1) + " to " + MessageText.Number(pair.Current + 1)
            + ": " + (IsByPosition
                ? Readers + " put its values, and those of the columns between, into the wrong columns. Move it back," + Waive
                : Readers + " do not notice.");

    public string Inserted(DocumentColumn column, int ordinal)
        => "The new column " + Name(column) + " is at number " + MessageText.Number(ordinal + 1) + ", before shipped ones: "
            + (IsByPosition
                ? Readers + " put every field from there on into the wrong column. Put it after the last column," + Waive
                : Readers + " do not notice it until they ask for it.");

    public string Appended(DocumentColumn column)
        => "The new column " + Name(column) + " comes after the " + MessageText.Number(shippedColumns) + " that were shipped: "
            + (IsByPosition
                ? "loaders that insist on the number of fields, such as COPY, stop. Have the customers add the column to their tables first;"
                    + " then ship the specification."
                : Readers + " do not notice it until they ask for it.");

    public string Retyped(Rule rule, DocumentColumn before, DocumentColumn now)
    {
        var change = "The column " + Name(now) + " was " + before.Type.Value + " and is " + now.Type.Value + ": ";
        if (mode == ReadingMode.Parquet && CompatibilitySeverity.Of(rule, mode, now.Type.Value) == Severity.Info)
        {
            return change + Readers + " do not notice, because strings have no maximum length there.";
        }

        if (rule == CompatibilityRules.Narrowed && mode != ReadingMode.Parquet)
        {
            return change + Readers + " take the values as before, and an export stops at a value that no longer fits. Make sure that none"
                + " will come, or keep the wider type.";
        }

        var breaks = mode == ReadingMode.Parquet
            ? Readers + " that expect " + before.Type.Value + " find another type in the file."
            : rule == CompatibilityRules.Widened
                ? Readers + " into a column of type " + before.Type.Value + " stop at the first value that does not fit, or round it."
                : Readers + " into a column of type " + before.Type.Value + " stop, or read something else.";
        return change + breaks + " Keep the old type and append a column of the new type," + Waive;
    }

    public string BecameNullable(DocumentColumn column)
        => "The column " + Name(column) + " was never empty and may be now: " + Readers + " stop at the first empty field where their"
            + " column is NOT NULL. Keep No under Nullable and supply a value for every row," + Waive;

    public string BecameRequired(DocumentColumn column)
        => "The column " + Name(column) + " was allowed to be empty before and is always filled now: "
            + (mode == ReadingMode.Parquet
                ? "readers that combine old and new Parquet files find the field optional in some and required in others. Keep Yes under Nullable, or tell the customers."
                : Readers + " do not notice; an export stops at an empty value.");

    public string KeyChanged(IReadOnlyList<string> before, IReadOnlyList<string> now)
        => "The primary key was " + Key(before) + " and is " + Key(now) + ": " + (mode == ReadingMode.Parquet ? "readers that merge" : "loaders that merge")
            + " by the old key update the wrong rows or find duplicates. Keep the key and make a second export for the new one," + Waive;

    public static string SourceChanged(DocumentColumn before, DocumentColumn now)
        => "The column " + Name(now) + " came from " + MessageText.Quote(before.Source.Value.Text) + " and comes from "
            + MessageText.Quote(now.Source.Value.Text) + ": nothing breaks, but whoever compares the values with earlier ones may compare different"
            + " things. Append a column if the meaning changed, or tell the customers.";

    public static string DescriptionChanged(DocumentColumn column)
        => "The description of " + Name(column) + " was changed: nothing breaks. If the meaning changed with it, append a column instead.";

    private static string Name(DocumentColumn column) => MessageText.Quote(column.Name.Value);

    private static string Key(IReadOnlyList<string> names) => MessageText.Quote(string.Join(" + ", names));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
