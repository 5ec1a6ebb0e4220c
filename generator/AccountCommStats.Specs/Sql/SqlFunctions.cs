using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>The functions that relations and source tables may call without declaring them.</summary>
/// <remarks>
/// These are immutable and stable functions of PostgreSQL and DuckDB that read only their arguments. They read no table, file, setting,
/// clock or sequence, and do not run text as SQL.
/// </remarks>
internal static class SqlFunctions
{
    /// <summary>Aggregate, window and set-returning functions, on which the number of rows of a SELECT may depend.</summary>
    private static readonly HashSet<string> OfRows = Set(
        "any_value array_agg avg bit_and bit_or bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank every first_value "
        + "grouping json_agg json_object_agg jsonb_agg jsonb_object_agg lag last_value lead max min mode nth_value ntile percent_rank "
        + "percentile_cont percentile_disc rank regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy "
        + "row_number stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance "
        + "generate_series generate_subscripts json_array_elements json_array_elements_text json_each json_each_text json_object_keys "
        + "jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys jsonb_path_query regexp_matches "
        + "regexp_split_to_table string_to_table unnest");

    private static readonly HashSet<string> OfValues = Set(
        // numbers
        "abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees div exp factorial floor gcd greatest isfinite isinf isnan lcm least ln log log10 "
        + "mod pi pow power radians round scale sign sin sqrt tan trim_scale trunc width_bucket "
        // text
        + "ascii bit_length btrim char_length character_length chr concat concat_ws contains decode encode ends_with format initcap left length "
        + "lower lpad ltrim md5 normalize octet_length overlay position prefix regexp_count regexp_instr regexp_like regexp_match "
        + "regexp_replace regexp_split_to_array regexp_substr repeat replace reverse right rpad rtrim sha256 split_part "
        + "starts_with strpos substr substring suffix to_char to_date to_hex to_number to_timestamp translate trim unistr upper "
        // times
        + "date_bin date_diff date_part date_trunc datediff epoch_ms epoch_us extract justify_days justify_hours justify_interval make_date "
        + "make_interval make_time make_timestamp make_timestamptz timezone "
        // arrays, rows and JSON
        + "array_append array_cat array_length array_lower array_ndims array_position array_positions array_prepend array_remove array_replace "
        + "array_to_json array_to_string array_upper cardinality "
        + "json_array_length json_build_array json_build_object json_extract_path json_extract_path_text "
        + "json_strip_nulls json_typeof jsonb_array_length jsonb_build_array "
        + "jsonb_build_object jsonb_extract_path jsonb_extract_path_text jsonb_path_exists "
        + "jsonb_path_match jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof "
        + "row row_to_json string_to_array to_json to_jsonb "
        // any type
        + "coalesce nullif num_nonnulls num_nulls");

    private static readonly HashSet<string> Clocks = Set(
        "now transaction_timestamp statement_timestamp clock_timestamp timeofday today get_current_timestamp get_current_time age");

    /// <summary>Whether a function may be called without declaring it.</summary>
    public static bool IsAllowed(string name) => OfValues.Contains(name) || OfRows.Contains(name);

    /// <summary>Whether a function is an aggregate, window or set-returning function.</summary>
    public static bool IsOfRows(string name) => OfRows.Contains(name);

    /// <summary>Whether a function returns the time of the query.</summary>
    public static bool IsClock(string name) => Clocks.Contains(name);

    /// <summary>The allowed function closest to a misspelled one; null if none is close.</summary>
    public static string? Nearest(string name) => NearestName.Of(name, OfValues.Concat(OfRows));

    /// <summary>
    /// The set is case-sensitive: names without quotes are in lower case, and a quoted name with capitals is another function.
    /// </summary>
    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
