using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.DuckDb;
using AccountCommStats.Exporting.Sources.PostgreSql;

namespace AccountCommStats.Exporting;

/// <summary>What a connection text names: a PostgreSQL server or a DuckDB file.</summary>
internal sealed class SourceAddress
{
    /// <summary>The engines, each asked in turn whether it can read a text. The last reports what is wrong with one that none can read.</summary>
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
    /// Reads a connection text: a PostgreSQL URI (<c>postgresql://user@host/database</c>), keywords as libpq takes them
    /// (<c>host=... dbname=...</c>), an Npgsql connection string (<c>Host=...;Database=...</c>), or the path of a DuckDB file.
    /// Nothing is connected, and no file is opened.
    /// </summary>
    /// <exception cref="SourceException">The text is none of these. The message repeats nothing of it that may be a password.</exception>
    public static SourceAddress Parse(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var text = Path.Exists(connection) ? connection : connection.Trim();
        return Engines.Select(engine => engine.TryRead(text) is { } read ? new SourceAddress(engine, read) : null).First(address => address is not null)!;
    }

    /// <summary>
    /// Whether a text can only be meant as the path of a file, so that it may be shown. What holds a character that is part of a
    /// connection's writing, and is not a file, may be a source that is slightly wrong, with a password in it.
    /// </summary>
    public static bool IsPath(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DuckDbEngine.IsPath(text);
    }

    /// <summary>The dialect alone: the connection may hold a secret.</summary>
    public override string ToString() => Dialect.ToString();

    /// <summary>The source. Nothing is connected yet.</summary>
    internal IExportSource Open(SessionLimits limits, SessionSettings settings) => _engine.Open(Connection, limits, settings);
}
