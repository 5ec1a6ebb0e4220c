namespace AccountCommStats.Specs;

/// <summary>What a finding means for the export.</summary>
public enum Severity
{
    /// <summary>The specification is readable but says something doubtful.</summary>
    Warning,

    /// <summary>Nothing can be generated until it is mended.</summary>
    Error,
}
