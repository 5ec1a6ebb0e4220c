namespace AccountCommStats.Exporting.Errors;

/// <summary>A change of the request that would help. The caller words how it is made.</summary>
public enum ExportRemedy
{
    /// <summary>Allow an as-of time in the future.</summary>
    AllowFuture,

    /// <summary>A file without rows is wanted.</summary>
    AllowEmpty,

    /// <summary>Organizations by name instead of all.</summary>
    NameOrganizations,

    /// <summary>One connection reads.</summary>
    ReadOnOneConnection,

    /// <summary>Wait until the other export has ended.</summary>
    WaitForLock,

    /// <summary>Rows that break a rule go to a rejects file.</summary>
    Quarantine,

    /// <summary>Policies of row level security decide which rows are read.</summary>
    KeepRowSecurity,

    /// <summary>A setting for the sessions on the server.</summary>
    SetSessionSettings,

    /// <summary>A longer time limit for queries.</summary>
    RaiseTimeLimit,

    /// <summary>A check of the source, which tells where tables of a name are.</summary>
    CheckSource,

    /// <summary>A role with the rights that an export needs and no others.</summary>
    GrantLeastPrivilege,

    /// <summary>The delivery is published with its drift on record, for somebody to accept.</summary>
    PublishDrift,

    /// <summary>An export into object storage without a lock, where nobody else writes the same files.</summary>
    ExportWithoutLock,
}
