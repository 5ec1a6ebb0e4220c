using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AccountCommStats.EndToEnd.Tests.Papers;

/// <summary>Converts the commands in a scheduler's configuration to shell commands that run them as the scheduler does.</summary>
internal static partial class ScheduledCommand
{
    /// <summary>Runs a command with the environment of a service, which has no source but the one that the configuration gives.</summary>
    private const string InService = "env -u ACSTATS_SOURCE";

    /// <summary>Kubernetes sets this variable. Organization 42 is in the shard of this index.</summary>
    private const string Index = "JOB_COMPLETION_INDEX=5";

    /// <summary>The commands in a crontab, a systemd unit or a manifest of Kubernetes.</summary>
    public static IEnumerable<string> In(string language, string configuration) => language switch
    {
        "cron" => CronLine().Matches(configuration).Select(line => $"{InService} sh -c {Quoted(line.Groups[1].Value.Replace(@"\%", "%", StringComparison.Ordinal))}"),
        "ini" => ExecStart().Matches(configuration).Select(line =>
            $"{InService} sh -c {Quoted($"set -a; . {EnvironmentFile().Match(configuration).Groups[1].Value}; {line.Groups[1].Value.Replace("%%", "%", StringComparison.Ordinal)}")}"),
        _ => Containers(configuration),
    };

    private static IEnumerable<string> Containers(string configuration)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(configuration));
        return from node in stream.Documents[0].AllNodes.OfType<YamlMappingNode>()
               where node.Children.ContainsKey("command")
               let variables = node.Children.TryGetValue("env", out var env) ? ((YamlSequenceNode)env).Select(each => $"{each["name"]}={each["value"]}") : []
               let words = ((YamlSequenceNode)node["command"]).Concat((YamlSequenceNode)node["args"]).Select(word => ((YamlScalarNode)word).Value!)
               select $"env {string.Join(' ', variables.Append(Index).Concat(words).Select(Quoted))}";
    }

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A line of a system crontab: five fields of the time, the user, and the command.</summary>
    [GeneratedRegex(@"^(?!#)(?:\S+ +){6}(.+)$", RegexOptions.Multiline)]
    private static partial Regex CronLine();

    [GeneratedRegex("^ExecStart=(.+)$", RegexOptions.Multiline)]
    private static partial Regex ExecStart();

    [GeneratedRegex("^EnvironmentFile=(.+)$", RegexOptions.Multiline)]
    private static partial Regex EnvironmentFile();
}
