namespace AccountCommStats.Exporting.Observability;

/// <summary>How far an export is.</summary>
/// <param name="Phase">What it does now.</param>
/// <param name="Rows">Rows written so far.</param>
/// <param name="ExpectedRows">The approximate number of rows in all; null if it is not known.</param>
/// <param name="Bytes">Bytes written so far.</param>
public readonly record struct ExportProgress(ExportPhase Phase, long Rows, long? ExpectedRows, long Bytes);

/// <summary>The phases of an export, in order.</summary>
public enum ExportPhase
{
    /// <summary>Connecting and taking the snapshot.</summary>
    Snapshot,

    /// <summary>Computing what is the same for all rows.</summary>
    Prepare,

    /// <summary>Reading, checking and writing rows.</summary>
    Rows,

    /// <summary>Flushing, verifying and giving the files their names.</summary>
    Publish,
}
