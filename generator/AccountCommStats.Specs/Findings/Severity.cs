namespace AccountCommStats.Specs.Findings;

/// <summary>What a finding means for the export.</summary>
internal enum Severity
{
    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Info,

    /// <summary>The specification is readable but says something doubtful.</summary>
    Warning,

    /// <summary>The build fails until the problem is fixed.</summary>
    Error,
}
