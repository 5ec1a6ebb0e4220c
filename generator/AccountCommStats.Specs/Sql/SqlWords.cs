namespace AccountCommStats.Specs.Sql;

/// <summary>Words and operators that have a special meaning in SQL.</summary>
internal static class SqlWords
{
    /// <summary>Words that PostgreSQL or DuckDB reserves: without quotes they cannot name a column, table or alias.</summary>
    private static readonly HashSet<string> Reserved = Set(
        "all analyse analyze and anti any array as asc asof asymmetric authorization between binary both case cast check collate collation column "
        + "concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp "
        + "current_user default deferrable desc describe distinct do else end except exists false fetch for foreign freeze from full glob grant group "
        + "having ilike in initially inner intersect into is isnull join lambda lateral leading left like limit localtime localtimestamp natural "
        + "not notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify references "
        + "returning right sample select semi session_user set show similar some summarize symmetric system_user table tablesample then to trailing "
        + "true union unique unpivot user using values variadic verbose when where window with");

    private static readonly HashSet<string> Changing = Set(
        "insert update delete merge truncate create drop alter grant revoke copy call do begin commit rollback set vacuum "
        + "into for analyze lock execute prepare refresh attach pragma install load export import");

    /// <summary>Binary operators. All of them are immutable or stable functions of PostgreSQL itself.</summary>
    private static readonly HashSet<string> Operators = Set(
        "+ - * / % ^ < > = <= >= <> != || & | # << >> ~ !~ ~* !~* ~~ !~~ ~~* !~~* ^@ -> ->> #> #>> @> <@ ? ?| ?& && @@ @? -|- &< &> #-");

    private static readonly HashSet<string> Prefixes = Set("+ - ~");

    private static readonly HashSet<string> AfterConditions = Set(
        "and where group having window order limit offset fetch union intersect except join inner cross left right full natural");

    private static readonly HashSet<string> Clocks = Set("current_date current_time current_timestamp localtime localtimestamp");

    /// <summary>Whether a word without quotes can name a column, a table or an alias.</summary>
    public static bool CanName(string word) => !Reserved.Contains(word);

    /// <summary>Whether a word without parentheses returns the time of the query.</summary>
    public static bool IsClock(string word) => Clocks.Contains(word);

    /// <summary>Whether a statement or clause that begins with this word does more than read.</summary>
    public static bool BeginsChange(string word) => Changing.Contains(word);

    /// <summary>Whether a condition of WHERE or ON, or an operand of AND in it, ends before this word.</summary>
    public static bool EndsCondition(string word) => AfterConditions.Contains(word);

    /// <summary>Whether it is an operator between two operands.</summary>
    public static bool IsOperator(string text) => Operators.Contains(text);

    /// <summary>Whether it is an operator before an operand.</summary>
    public static bool IsPrefix(string text) => Prefixes.Contains(text);

    /// <summary>A case-insensitive set of words, from a text in which spaces separate them.</summary>
    public static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
