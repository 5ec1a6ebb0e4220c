using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Sample.Seeding;

/// <summary>Describes failures of a seed's statements.</summary>
internal static class SeedErrors
{
    /// <summary>The error for a statement that failed.</summary>
    /// <param name="doing">What the statement does.</param>
    /// <param name="database">The database, without secrets.</param>
    /// <param name="reported">The database's message.</param>
    /// <param name="isOfOtherMaking">Whether the tables are not the reference tables.</param>
    /// <param name="cause">The driver's exception.</param>
    public static ExportException While(string doing, string database, string reported, bool isOfOtherMaking, Exception cause)
    {
        var what = $"Cannot {doing} in {database}: {reported.TrimEnd('.', '\n')}. The database is as it was.";
        return isOfOtherMaking
            ? new SourceMismatchException(
                $"{what} Sample data needs the reference tables of spec/source/reference/schema.sql; seed a database that has none of them.", cause)
            : new SourceException($"{what} Correct that and seed again.", cause);
    }
}
