namespace AccountCommStats.Exporting.Observability;

/// <summary>The progress of an export.</summary>
/// <param name="Phase">The current phase.</param>
/// <param name="Rows">Rows written so far.</param>
/// <param name="ExpectedRows">The approximate total number of rows; null if unknown.</param>
/// <param name="Bytes">Bytes written so far.</param>
public readonly record struct ExportProgress(ExportPhase Phase, long Rows, long? ExpectedRows, long Bytes);

/// <summary>The phases of an export, in order.</summary>
public enum ExportPhase
{
    /// <summary>Connecting and taking the snapshot.</summary>
    Snapshot,

    /// <summary>Computing values that are the same for all rows.</summary>
    Prepare,

    /// <summary>Reading, checking and writing rows.</summary>
    Rows,

    /// <summary>Flushing, verifying and publishing the files.</summary>
    Publish,
}
