namespace AccountCommStats.Specs.Sql;

/// <summary>The data types that a cast or a literal may name: those of PostgreSQL and DuckDB that hold nothing but their value.</summary>
internal static class SqlTypes
{
    private static readonly HashSet<string> s_names = SqlWords.Set(
        "bigint bool boolean bpchar bytea char character date dec decimal double float float4 float8 int int2 int4 int8 integer interval json "
        + "jsonb numeric real smallint text time timestamp timestamptz timetz uuid varchar");

    private static readonly HashSet<string> s_times = SqlWords.Set("date time timestamp timestamptz timetz");

    private static readonly HashSet<string> s_clockTexts = SqlWords.Set("now today tomorrow yesterday");

    /// <summary>Whether a word names a type, or begins the name of one.</summary>
    public static bool IsName(string word) => s_names.Contains(word);

    /// <summary>Whether a type of this name reads a text such as <c>'now'</c> as the time of the query.</summary>
    public static bool IsTime(string word) => s_times.Contains(word);

    /// <summary>Whether a text means the time of the query to the types of times.</summary>
    public static bool IsClockText(string text) => s_clockTexts.Contains(text.Trim());
}
