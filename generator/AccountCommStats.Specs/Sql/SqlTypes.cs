namespace AccountCommStats.Specs.Sql;

/// <summary>The PostgreSQL and DuckDB types that a cast or a literal may name: those that do not refer to database objects.</summary>
internal static class SqlTypes
{
    private static readonly HashSet<string> Names = SqlWords.Set(
        "bigint bool boolean bpchar bytea char character date dec decimal double float float4 float8 int int2 int4 int8 integer interval json "
        + "jsonb numeric real smallint text time timestamp timestamptz timetz uuid varchar");

    private static readonly HashSet<string> Times = SqlWords.Set("date time timestamp timestamptz timetz");

    private static readonly HashSet<string> ClockTexts = SqlWords.Set("now today tomorrow yesterday");

    /// <summary>Whether a word names a type, or begins the name of one.</summary>
    public static bool IsName(string word) => Names.Contains(word);

    /// <summary>Whether the type reads a text such as <c>'now'</c> as the time of the query.</summary>
    public static bool IsTime(string word) => Times.Contains(word);

    /// <summary>Whether date and time types read a text as the time of the query.</summary>
    public static bool IsClockText(string text) => ClockTexts.Contains(text.Trim());
}
