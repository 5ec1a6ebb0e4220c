namespace AccountCommStats.Exporting;

/// <summary>What to ask of an export, where asking for something else would help. How that is asked for is the caller's matter.</summary>
public enum ExportRemedy
{
    /// <summary><see cref="ExportRequest.AllowFuture"/>.</summary>
    AllowFuture,

    /// <summary><see cref="ExportRequest.AllowEmpty"/>.</summary>
    AllowEmpty,

    /// <summary>Organizations by name instead of all.</summary>
    NameOrganizations,

    /// <summary>One for <see cref="ExportRequest.Connections"/>.</summary>
    ReadOnOneConnection,

    /// <summary>More <see cref="ExportRequest.LockPatience"/>.</summary>
    WaitForLock,

    /// <summary><see cref="ViolationHandling.Quarantine"/>.</summary>
    Quarantine,

    /// <summary><see cref="SessionSettings.KeepsRowSecurity"/>.</summary>
    KeepRowSecurity,

    /// <summary>A setting among those of <see cref="SessionSettings"/>.</summary>
    SetSessionSettings,

    /// <summary>A longer limit in <see cref="SessionLimits"/>.</summary>
    RaiseTimeLimit,
}
