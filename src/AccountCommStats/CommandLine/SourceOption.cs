using System.CommandLine;

namespace AccountCommStats.CommandLine;

/// <summary>The option that says where the data comes from or goes to. If it is not given, an environment variable is read.</summary>
/// <remarks>The variable is not the option's default value, because help shows defaults and the variable may hold a password.</remarks>
internal sealed class SourceOption : Option<string>
{
    /// <summary>The error if there is no source.</summary>
    public const string None = $"No source: give --source, or set the environment variable {CommonOptions.SourceVariable}.";

    public SourceOption()
        : base(CommonOptions.SourceName, "-s")
    {
        Description = "A PostgreSQL URI, keywords (host=... dbname=...) or Npgsql connection string, or the path of a DuckDB file. "
            + $"Default: the environment variable {CommonOptions.SourceVariable}.";
        HelpName = "SOURCE";
    }

    /// <summary>Makes a command fail if there is no source.</summary>
    public void RequireOn(Command command) => command.Validators.Add(result =>
    {
        if (result.GetResult(this) is null && FromEnvironment() is null)
        {
            result.AddError(None);
        }
    });

    /// <summary>The source; null if there is none.</summary>
    public string? ValueIn(ParseResult parse) => parse.GetValue(this) ?? FromEnvironment();

    private static string? FromEnvironment()
        => Environment.GetEnvironmentVariable(CommonOptions.SourceVariable) is { Length: > 0 } source ? source : null;
}
