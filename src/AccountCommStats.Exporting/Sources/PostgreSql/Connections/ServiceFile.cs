using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources.PostgreSql.Connections;

/// <summary>The files in which libpq looks up a service: <c>~/.pg_service.conf</c> and the system's <c>pg_service.conf</c>.</summary>
internal static class ServiceFile
{
    private static readonly string[] SystemFolders = ["/etc/postgresql-common", "/etc", "/etc/sysconfig/pgsql"];

    /// <summary>The parameters of a service.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="file">The file that the connection text names; null for the usual ones.</param>
    /// <exception cref="SourceException">There is no such service. Its name is not repeated.</exception>
    public static IEnumerable<(string Name, string Value)> Read(string service, string? file)
    {
        foreach (var path in file is null ? Usual() : [file])
        {
            if (Lines(path) is { } lines && Section(lines, service) is { } parameters)
            {
                return parameters;
            }
        }

        throw UnreadableSource.Because(
            "The source names a service that no service file defines. The files searched are the one named by PGSERVICEFILE (default: ~/.pg_service.conf), and pg_service.conf "
            + "in PGSYSCONFDIR or /etc.");
    }

    private static IEnumerable<string> Usual()
    {
        yield return Environment.GetEnvironmentVariable("PGSERVICEFILE") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pg_service.conf");
        foreach (var folder in Environment.GetEnvironmentVariable("PGSYSCONFDIR") is { Length: > 0 } given ? [given] : SystemFolders)
        {
            yield return Path.Combine(folder, "pg_service.conf");
        }
    }

    private static string[]? Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadableSource.Because($"The service file that the source needs cannot be read ({exception.GetType().Name}).");
        }
    }

    private static List<(string Name, string Value)>? Section(string[] lines, string service)
    {
        List<(string, string)>? parameters = null;
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                if (parameters is not null)
                {
                    break;
                }

                parameters = line == $"[{service}]" ? [] : null;
            }
            else if (parameters is not null)
            {
                var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
                parameters.Add((parts[0], parts.Length > 1 ? parts[1] : ""));
            }
        }

        return parameters;
    }
}
