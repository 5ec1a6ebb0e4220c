namespace AccountCommStats.Exporting.Publication;

/// <summary>Opens the places that take the files of exports.</summary>
internal static class ExportDestination
{
    /// <summary>Opens a place by its address.</summary>
    /// <param name="address">A folder.</param>
    public static IExportDestination Open(string address) => new DirectoryDestination(address);
}
