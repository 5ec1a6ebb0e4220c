namespace AccountCommStats.EndToEnd.Tests.Secrets;

/// <summary>Sources with typical mistakes. Each contains a marked password.</summary>
internal static class MalformedSources
{
    /// <summary>The mark in each password, which no output may contain.</summary>
    public const string Mark = "Gehe1m7";

    /// <summary>The sources. If one can be parsed after all, no server listens at its address.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        // Sources in the forms of other drivers and tools.
        $"jdbc:postgresql://127.0.0.1:1/crm?user=exporter&password={Mark}",
        $"jdbc:postgresql:crm?password={Mark}",
        $"postgresql+psycopg2://exporter:{Mark}@127.0.0.1:1/crm",
        $"postgresql+asyncpg://exporter:{Mark}@127.0.0.1:1/crm",
        $"postgis://exporter:{Mark}@127.0.0.1:1/crm",
        $"postgre://exporter:{Mark}@127.0.0.1:1/crm",
        $"psql://exporter:{Mark}@127.0.0.1:1/crm",
        $"mysql://exporter:{Mark}@127.0.0.1:1/crm",
        $"sqlserver://127.0.0.1;user=exporter;password={Mark}",
        $"https://exporter:{Mark}@127.0.0.1:1/crm",
        $"md:crm?motherduck_token={Mark}",
        $"duckdb:///crm.duckdb?password={Mark}",
        $"Driver={{PostgreSQL}};Server=127.0.0.1;Uid=exporter;Pwd={Mark}",
        $"Server=127.0.0.1;User Id=exporter;Password={Mark};Encrypt=true",
        $"psql -h 127.0.0.1 -U exporter -W {Mark}",
        $"psql postgresql://exporter:{Mark}@127.0.0.1:1/crm",
        $"127.0.0.1:1:crm:exporter:{Mark}",
        $"{{\"host\":\"127.0.0.1\",\"password\":\"{Mark}\"}}",
        $"password: {Mark}",
        // Sources that were copied together with the surrounding text.
        $"\"postgresql://exporter:{Mark}@127.0.0.1:1/crm\"",
        $"'postgresql://exporter:{Mark}@127.0.0.1:1/crm'",
        $"\u201Cpostgresql://exporter:{Mark}@127.0.0.1:1/crm\u201D",
        $"<postgresql://exporter:{Mark}@127.0.0.1:1/crm>",
        $"\"Host=127.0.0.1;Port=1;Username=exporter;Password={Mark}\"",
        $" postgresql://exporter:{Mark}@127.0.0.1:1/crm",
        $"postgresql://exporter:{Mark}@127.0.0.1:1/crm\n",
        $"\uFEFFpostgresql://exporter:{Mark}@127.0.0.1:1/crm",
        $"DATABASE_URL=postgresql://exporter:{Mark}@127.0.0.1:1/crm",
        $"export ACSTATS_SOURCE='postgresql://exporter:{Mark}@127.0.0.1:1/crm'",
        $"PGPASSWORD={Mark} psql -h 127.0.0.1",
        $"postgresql%3A%2F%2Fexporter%3A{Mark}%40127.0.0.1%3A1%2Fcrm",
        // URIs with a typo.
        $"postgresql:/exporter:{Mark}@127.0.0.1:1/crm",
        $"postgresql:exporter:{Mark}@127.0.0.1:1/crm",
        $"postgresql//exporter:{Mark}@127.0.0.1:1/crm",
        $"postgresql;//exporter:{Mark}@127.0.0.1:1/crm",
        $"//exporter:{Mark}@127.0.0.1:1/crm",
        $"exporter:{Mark}@127.0.0.1:1/crm",
        $"exporter@{Mark}@127.0.0.1/crm",
        $"postgresql://exporter:{Mark}:127.0.0.1:1/crm",
        $"postgresql://exporter:{Mark}@127.0.0.1:port/crm",
        $"postgresql://exporter:12/{Mark}@127.0.0.1:1/crm",
        $"postgresql://exporter:12?{Mark}@127.0.0.1:1/crm",
        $"postgresql://exporter:12?{Mark}=x@127.0.0.1:1/crm",
        $"postgresql://exporter:a@b/{Mark}@127.0.0.1:1/crm",
        $"postgresql://exporter:a@b?{Mark}@127.0.0.1:1/crm",
        $"postgresql://exporter:two {Mark}@127.0.0.1:1/crm?sslmode=nonsense",
        $"postgresql://127.0.0.1:1/crm?user=exporter&pasword={Mark}",
        $"postgresql://127.0.0.1:1/crm?user=exporter&password=a&{Mark}=",
        $"postgresql://exporter:{Mark}@127.0.0.1:1/crm?target_session_attrs=nonsense",
        $"postgresql://exporter:{Mark}@127.0.0.1:1,127.0.0.1/crm?port=1,2,3",
        // Sources in keyword form with a mistake.
        $"host=127.0.0.1 port=1 user=exporter password={Mark} nonsense=1",
        $"host=127.0.0.1 port=1 user=exporter password=two {Mark}",
        $"host=127.0.0.1 port=1 user=exporter password='{Mark}",
        $"host=127.0.0.1 port={Mark} user=exporter",
        $"host=127.0.0.1, port=1, password={Mark}",
        $"host=127.0.0.1,password={Mark}",
        $"host 127.0.0.1 password {Mark}",
        $"service=none password={Mark}",
        $"Host=127.0.0.1;Port=1;Username=exporter;Password=a;{Mark}",
        $"Host=127.0.0.1;Port=1;Username=exporter;Password=a;{Mark}=b",
        $"Host=127.0.0.1;Port={Mark};Username=exporter",
        $"Host=127.0.0.1;Port=1;Pasword={Mark}",
        $"Host=127.0.0.1;Port=1;Database=crm Password={Mark}",
        $"Host=127.0.0.1;Port=1;Username=exporter Password={Mark}",
        $"Host=127.0.0.1;Port=1;Username=exporter:{Mark}",
        $"Host=127.0.0.1 Password={Mark};Port=1",
        $"Host=127.0.0.1;Port=1;Password={Mark};Multiplexing=true;Target Session Attributes=primary;SSL Mode=nonsense",
        $"Host=127.0.0.1:1:{Mark}",
    ];
}
