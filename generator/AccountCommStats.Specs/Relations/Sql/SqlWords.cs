namespace AccountCommStats.Specs;

/// <summary>Words of SQL that have a meaning of their own.</summary>
internal static class SqlWords
{
    private static readonly HashSet<string> s_expression = Set(
        "all and any array as asc at between both by case cast collate cross current current_catalog current_date current_role "
        + "current_schema current_time current_timestamp current_user default desc distinct else end escape except exclude "
        + "exists false fetch filter following for from full group groups having ilike in inner intersect interval into is "
        + "isnull join lateral leading left like limit localtime localtimestamp natural not notnull null nulls offset on only or "
        + "order ordinality outer over overlaps partition placing preceding precision qualify range recursive respect right "
        + "rows select session_user similar some symmetric table then ties to trailing true unbounded union using values "
        + "varying when where window with within without zone");

    private static readonly HashSet<string> s_beforeAlias = Set(
        "end null true false current_date current_timestamp current_time localtime localtimestamp current_user");

    private static readonly HashSet<string> s_notAnAlias = Set("precision varying zone");

    private static readonly HashSet<string> s_afterSource = Set(
        "join inner left right full outer cross natural on using where group having window order limit offset fetch for "
        + "union intersect except lateral tablesample qualify returning select from set with");

    private static readonly HashSet<string> s_changing = Set(
        "insert update delete merge truncate create drop alter grant revoke copy call do begin commit rollback set vacuum "
        + "into for analyze lock execute prepare refresh attach pragma install load export import");

    /// <summary>Whether a word without quotes can never be a column in an expression.</summary>
    public static bool IsKeyword(string word) => s_expression.Contains(word);

    /// <summary>Whether a word can stand right before an alias that has no AS.</summary>
    public static bool CanPrecedeAlias(string word) => s_beforeAlias.Contains(word) || !IsKeyword(word);

    /// <summary>Whether a word at the end of an output can be its alias without AS.</summary>
    public static bool CanBeAlias(string word) => !IsKeyword(word) && !s_notAnAlias.Contains(word);

    /// <summary>Whether a word can be the alias of a source without AS.</summary>
    public static bool CanBeSourceAlias(string word) => !s_afterSource.Contains(word);

    /// <summary>Whether a statement or clause that begins with this word does more than read.</summary>
    public static bool BeginsChange(string word) => s_changing.Contains(word);

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
