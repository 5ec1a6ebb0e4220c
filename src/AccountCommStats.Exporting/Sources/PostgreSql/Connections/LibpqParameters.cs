using System.Globalization;
using AccountCommStats.Exporting.Errors;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql.Connections;

/// <summary>
/// Connection parameters by their names in libpq, translated to Npgsql's settings. As with psql, parameters that are missing come from the
/// named service, then from the environment.
/// </summary>
internal sealed class LibpqParameters
{
    private const int LongestTimeoutSeconds = 1024;

    /// <summary>For each parameter, its setting in Npgsql, and its environment variable if Npgsql does not read the variable itself.</summary>
    private static readonly Dictionary<string, (string Setting, string? Variable)> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = ("Host", "PGHOST"),
        ["port"] = ("Port", "PGPORT"),
        ["dbname"] = ("Database", "PGDATABASE"),
        ["user"] = ("Username", null),
        ["password"] = ("Password", null),
        ["passfile"] = ("Passfile", null),
        ["application_name"] = ("Application Name", "PGAPPNAME"),
        ["options"] = ("Options", null),
        ["connect_timeout"] = ("Timeout", "PGCONNECT_TIMEOUT"),
        ["sslmode"] = ("SSL Mode", "PGSSLMODE"),
        ["sslcert"] = ("SSL Certificate", null),
        ["sslkey"] = ("SSL Key", null),
        ["sslpassword"] = ("SSL Password", null),
        ["sslrootcert"] = ("Root Certificate", "PGSSLROOTCERT"),
        ["sslnegotiation"] = ("SSL Negotiation", null),
        ["channel_binding"] = ("Channel Binding", "PGCHANNELBINDING"),
        ["gssencmode"] = ("GSS Encryption Mode", null),
        ["krbsrvname"] = ("Kerberos Service Name", "PGKRBSRVNAME"),
        ["keepalives"] = ("TCP Keepalive", null),
        ["keepalives_idle"] = ("TCP Keepalive Time", null),
        ["keepalives_interval"] = ("TCP Keepalive Interval", null),
        ["target_session_attrs"] = ("Target Session Attributes", null),
        ["load_balance_hosts"] = ("Load Balance Hosts", "PGLOADBALANCEHOSTS"),
        ["schema"] = ("Search Path", null),
    };

    /// <summary>Other names of parameters: libpq's own, and those that managed services print for other drivers.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["database"] = "dbname",
        ["username"] = "user",
        ["fallback_application_name"] = "application_name",
        ["ssl"] = "sslmode",
        ["requiressl"] = "sslmode",
        ["currentschema"] = "schema",
    };

    /// <summary>
    /// Parameters that are ignored: TCP timeouts, and settings for the pools of other drivers, which exports do not use. None of them makes
    /// a connection safer.
    /// </summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "keepalives_count", "tcp_user_timeout", "sslcompression", "sslsni", "gsslib", "gssdelegation", "pgbouncer", "connection_limit", "pool_timeout",
        "socket_timeout", "statement_cache_size", "prepared_statements", "supa", "workaround",
    };

    private static readonly HashSet<string> Special = new(StringComparer.OrdinalIgnoreCase)
    {
        "service", "servicefile", "hostaddr", "client_encoding", "ssl_min_protocol_version",
    };

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is that of a parameter.</summary>
    public static bool IsKnown(string name)
        => Settings.ContainsKey(name) || Synonyms.ContainsKey(name) || Ignored.Contains(name) || Special.Contains(name);

    /// <summary>Sets a parameter. An empty value counts as missing.</summary>
    /// <exception cref="SourceException">
    /// The parameter is not known. The message does not repeat its name, which may be a part of a password.
    /// </exception>
    public void Set(string name, string value)
    {
        if (!IsKnown(name))
        {
            throw UnreadableSource.Because(
                "The source has a parameter that is not known here"
                + (NearestWord.To(name, Settings.Keys) is { } nearest ? $", perhaps meant as '{nearest}'. " : ". ")
                + $"Known parameters: {string.Join(", ", Settings.Keys.Append("service").Order(StringComparer.Ordinal))}. Remove the unknown one, or write an "
                + "Npgsql connection string if the setting is needed. An & in a password is written %26.");
        }

        if (value.Length > 0 && !Ignored.Contains(name))
        {
            _values[Synonyms.GetValueOrDefault(name, name)] = value;
        }
    }

    /// <summary>Translates the parameters to settings of Npgsql.</summary>
    /// <exception cref="SourceException">A value cannot be used, or there is no such service. The message repeats no value.</exception>
    public NpgsqlConnectionStringBuilder ToSettings()
    {
        AddService();
        foreach (var (name, (_, variable)) in Settings)
        {
            if (variable is not null && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            {
                _values.TryAdd(name, value);
            }
        }

        SettleHosts();
        SettleEncryption();
        SettleKeepAlive();
        CheckFixed("client_encoding", value => Is(value.Replace("-", "", StringComparison.Ordinal), "utf8", "unicode", "auto"), "utf8");
        CheckFixed("ssl_min_protocol_version", value => Is(value, "TLSv1", "TLSv1.1", "TLSv1.2"), "TLSv1.2, the oldest supported version");
        var settings = new NpgsqlConnectionStringBuilder();
        foreach (var (name, value) in _values)
        {
            if (Settings.TryGetValue(name, out var setting))
            {
                Set(settings, name, setting.Setting, value);
            }
        }

        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string setting, string value)
    {
        try
        {
            settings[setting] = setting switch
            {
                // libpq writes verify-full where Npgsql writes VerifyFull.
                "SSL Mode" => value.Replace("-", "", StringComparison.Ordinal),
                "TCP Keepalive" => value != "0",
                "Load Balance Hosts" => Is(value, "random"),
                // Zero or less means no limit, which Npgsql writes as 0. The upper bound is the longest timeout that Npgsql allows.
                "Timeout" => Math.Clamp(int.Parse(value, CultureInfo.InvariantCulture), 0, LongestTimeoutSeconds),
                _ => value,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw Unusable(name);
        }
    }

    private static SourceException Unusable(string name) => UnreadableSource.Because($"The source's parameter '{name}' has a value that cannot be used.");

    private static bool Is(string value, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (value.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void AddService()
    {
        var service = _values.GetValueOrDefault("service") ?? Environment.GetEnvironmentVariable("PGSERVICE");
        if (string.IsNullOrEmpty(service))
        {
            return;
        }

        var given = _values.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in ServiceFile.Read(service, _values.GetValueOrDefault("servicefile")))
        {
            if (!given.Contains(Synonyms.GetValueOrDefault(name, name)))
            {
                Set(name, value);
            }
        }
    }

    /// <summary>Combines several hosts in Npgsql's form <c>host:port</c>. Each host has its own port, or all have the same.</summary>
    private void SettleHosts()
    {
        if (_values.Remove("hostaddr", out var address))
        {
            // With hostaddr, the address says where to connect. The host is then only the name that the certificate must have.
            if (Is(_values.GetValueOrDefault("sslmode", ""), "verify-full"))
            {
                throw UnreadableSource.Because("The source has hostaddr and sslmode=verify-full, which cannot be combined. Leave hostaddr out.");
            }

            _values["host"] = address;
        }

        if (!_values.Remove("port", out var given))
        {
            return;
        }

        var hosts = _values.GetValueOrDefault("host", "").Split(',');
        var ports = given.Split(',').Select(PortOf).ToList();
        if (ports.Count != 1 && ports.Count != hosts.Length)
        {
            throw UnreadableSource.Because("The source has a different number of ports than hosts.");
        }

        if (ports.Count == 1)
        {
            _values["port"] = ports[0];
        }
        else
        {
            _values["host"] = string.Join(',', hosts.Select((host, i) => $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{ports[i]}"));
        }
    }

    private static string PortOf(string port)
        => port.Length == 0 ? NpgsqlConnection.DefaultPort.ToString(CultureInfo.InvariantCulture)
            : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= ushort.MaxValue ? port
            : throw UnreadableSource.Because("The source's port is not a number from 1 to 65535. In a password, write ':' as %3A, '/' as %2F and '@' as %40.");

    /// <summary>Also accepts the sslmode values of other drivers. The resulting mode is never less strict than libpq's.</summary>
    private void SettleEncryption()
    {
        var mode = _values.GetValueOrDefault("sslmode");
        if (mode is not null)
        {
            _values["sslmode"] = mode = Is(mode, "true", "1", "no-verify") ? "require" : Is(mode, "false", "0") ? "prefer" : mode;
        }

        if (!_values.TryGetValue("sslrootcert", out var root))
        {
            return;
        }

        if (Is(root, "system"))
        {
            if (mode is not null && !Is(mode, "verify-full"))
            {
                throw UnreadableSource.Because("The source has sslrootcert=system, which needs sslmode=verify-full.");
            }

            // Npgsql uses the system's authorities by default.
            _values.Remove("sslrootcert");
            _values["sslmode"] = "verify-full";
        }
        else if (mode is not null && Is(mode, "require"))
        {
            // If there is a root certificate, libpq verifies the server's certificate. Npgsql would not.
            _values["sslmode"] = "verify-ca";
        }
    }

    /// <summary>
    /// Completes the keepalive settings as Npgsql requires: if only one of the two times is given, it is used for both, and if any is given,
    /// keepalives are enabled by default.
    /// </summary>
    private void SettleKeepAlive()
    {
        var idle = _values.GetValueOrDefault("keepalives_idle");
        var interval = _values.GetValueOrDefault("keepalives_interval");
        if ((idle ?? interval) is { } either)
        {
            _values["keepalives_idle"] = idle ?? either;
            _values["keepalives_interval"] = interval ?? either;
            _values.TryAdd("keepalives", "1");
        }
    }

    private void CheckFixed(string name, Func<string, bool> isFit, string fit)
    {
        if (_values.TryGetValue(name, out var value) && !isFit(value))
        {
            throw UnreadableSource.Because($"The source's parameter '{name}' must be {fit}, or be left out.");
        }
    }
}
