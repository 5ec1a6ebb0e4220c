namespace AccountCommStats.Exporting.Rows;

/// <summary>Is shown the rows of several exports, each by its own type.</summary>
/// <remarks>
/// The way through all exports of a project that needs no reflection and so survives trimming: name a class by the build
/// property <c>ExportSpecCatalog</c>, and pass a visitor to its method <c>Visit</c>, which the generator writes.
/// </remarks>
public interface IExportRowVisitor
{
    /// <summary>Takes the row of one export.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    void Visit<TRow>()
        where TRow : struct, IExportRow<TRow>;
}
