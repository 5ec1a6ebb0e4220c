using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.DuckDb;
using AccountCommStats.Exporting.Sources.PostgreSql;

namespace AccountCommStats.Exporting;

/// <summary>What a connection text names: a PostgreSQL server or a DuckDB file.</summary>
internal sealed class SourceAddress
{
    /// <summary>The engines, which try to read a text in this order. The last one reports what is wrong with a text that none can read.</summary>
    private static readonly SourceEngine[] Engines = [new DuckDbEngine(), new PostgresEngine()];

    private readonly SourceEngine _engine;

    private SourceAddress(SourceEngine engine, string connection)
    {
        _engine = engine;
        Connection = connection;
    }

    /// <summary>The database's kind.</summary>
    public SqlDialect Dialect => _engine.Dialect;

    /// <summary>A connection string that Npgsql accepts, which may hold a password; or the path of a DuckDB file.</summary>
    public string Connection { get; }

    /// <summary>The source in words, such as <c>PostgreSQL db.example.com:5432/crm as exporter</c>. Never a secret.</summary>
    public string Description => _engine.Describe(Connection);

    /// <summary>
    /// Reads a connection text: a PostgreSQL URI (<c>postgresql://user@host/database</c>), keywords of libpq
    /// (<c>host=... dbname=...</c>), an Npgsql connection string (<c>Host=...;Database=...</c>), or the path of a DuckDB file.
    /// Nothing is connected, and no file is opened.
    /// </summary>
    /// <exception cref="SourceException">
    /// The text has none of these forms. The message repeats no part of the text that may be a password.
    /// </exception>
    public static SourceAddress Parse(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var text = Path.Exists(connection) ? connection : connection.Trim();
        return Engines.Select(engine => engine.TryRead(text) is { } read ? new SourceAddress(engine, read) : null).First(address => address is not null)!;
    }

    /// <summary>
    /// Whether a text can only be the path of a file. If so, messages may show it. Other texts may be a mistyped connection that contains a
    /// password.
    /// </summary>
    public static bool IsPath(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DuckDbEngine.IsPath(text);
    }

    /// <summary>Only the dialect, because the connection may hold a secret.</summary>
    public override string ToString() => Dialect.ToString();

    /// <summary>Opens the source. Does not connect yet.</summary>
    internal IExportSource Open(SessionLimits limits, SessionSettings settings) => _engine.Open(Connection, limits, settings);
}
