namespace AccountCommStats.Exporting.Errors;

/// <summary>A change to the request that would help. The caller says how to make it.</summary>
public enum ExportRemedy
{
    /// <summary>Allow an as-of time in the future.</summary>
    AllowFuture,

    /// <summary>Allow a file without rows.</summary>
    AllowEmpty,

    /// <summary>Name organizations instead of exporting all.</summary>
    NameOrganizations,

    /// <summary>Read on one connection.</summary>
    ReadOnOneConnection,

    /// <summary>Wait until the other export has ended.</summary>
    WaitForLock,

    /// <summary>Write rows that break a rule to a rejects file.</summary>
    Quarantine,

    /// <summary>Let policies of row level security decide which rows are read.</summary>
    KeepRowSecurity,

    /// <summary>Set a server setting for the sessions of the export.</summary>
    SetSessionSettings,

    /// <summary>Allow queries more time.</summary>
    RaiseTimeLimit,

    /// <summary>Check the source. The check shows which schemas have a table with the name of the missing table.</summary>
    CheckSource,

    /// <summary>Use a role with only the rights that an export needs.</summary>
    GrantLeastPrivilege,

    /// <summary>Publish the delivery with its drift in the manifest, so somebody can accept it.</summary>
    PublishDrift,

    /// <summary>Export into object storage without a lock. This is safe only if nobody else writes the same files.</summary>
    ExportWithoutLock,
}
