namespace AccountCommStats.Sample;

/// <summary>Why a seed failed.</summary>
public enum SeedFailure
{
    /// <summary>The database cannot be reached or opened, or a statement failed.</summary>
    Database,

    /// <summary>The database has tables of these names that are not the reference tables.</summary>
    Tables,

    /// <summary>The organisation already has rows and replacing them was not asked for.</summary>
    RowsPresent,
}

/// <summary>
/// The sample data could not be written; the database is as it was before. The message is complete: what happened, where,
/// and what to do next. It never holds a secret.
/// </summary>
/// <param name="failure">Why.</param>
/// <param name="message">The message.</param>
/// <param name="innerException">What the database's driver said, if it was asked.</param>
public sealed class SeedException(SeedFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Why.</summary>
    public SeedFailure Failure => failure;
}
