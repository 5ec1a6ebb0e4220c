using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.CommandLine;

/// <summary>A specification that cannot be read, has errors, or would break customers.</summary>
/// <param name="message">What is wrong, where it is, and what to do.</param>
/// <param name="cause">The operating system's exception.</param>
internal sealed class SpecificationException(string message, Exception? cause = null) : ExportException(message, cause);
