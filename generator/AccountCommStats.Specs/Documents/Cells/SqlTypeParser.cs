using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Documents.Cells;

/// <summary>Reads a data type.</summary>
internal static class SqlTypeParser
{
    /// <summary>The maximum length of a varchar in PostgreSQL.</summary>
    public const int LongestVarchar = 10_485_760;

    /// <summary>The maximum number of digits that the exporter can always represent.</summary>
    public const int MaximumDigits = 28;

    /// <summary>The accepted types as a message lists them.</summary>
    public const string Accepted = "bigint, integer, smallint, boolean, text, varchar(n), numeric, numeric(p,s), date, "
        + "timestamp, timestamptz, double precision, uuid or jsonb";

    private static readonly Dictionary<string, SqlKind> Kinds = Enum.GetValues(typeof(SqlKind)).Cast<SqlKind>()
        .ToDictionary(kind => kind == SqlKind.DoublePrecision ? "double precision" : kind.ToString().ToLowerInvariant());

    /// <summary>Names that other systems use for the accepted types.</summary>
    private static readonly Dictionary<string, string> ForeignNames = new()
    {
        ["int"] = "integer", ["int4"] = "integer", ["serial"] = "integer", ["int8"] = "bigint", ["long"] = "bigint",
        ["bigserial"] = "bigint", ["int2"] = "smallint", ["short"] = "smallint", ["tinyint"] = "smallint", ["bool"] = "boolean",
        ["string"] = "text", ["char"] = "varchar", ["character"] = "varchar", ["character varying"] = "varchar",
        ["nvarchar"] = "varchar", ["varchar2"] = "varchar",
        ["decimal"] = "numeric", ["number"] = "numeric", ["money"] = "numeric",
        ["datetime"] = "timestamp", ["timestamp without time zone"] = "timestamp", ["timestamp with time zone"] = "timestamptz",
        ["double"] = "double precision", ["float"] = "double precision", ["float8"] = "double precision",
        ["real"] = "double precision", ["json"] = "jsonb", ["guid"] = "uuid",
        ["bit"] = "boolean", ["int16"] = "smallint", ["int32"] = "integer", ["int64"] = "bigint", ["mediumint"] = "integer",
        ["float4"] = "double precision", ["float32"] = "double precision", ["float64"] = "double precision",
        ["datetime2"] = "timestamp", ["smalldatetime"] = "timestamp", ["timestamp_ntz"] = "timestamp", ["timestampntz"] = "timestamp",
        ["datetimeoffset"] = "timestamptz", ["timestamp_tz"] = "timestamptz", ["timestamp_ltz"] = "timestamptz",
        ["uniqueidentifier"] = "uuid", ["longtext"] = "text", ["mediumtext"] = "text", ["tinytext"] = "text", ["ntext"] = "text",
        ["clob"] = "text", ["citext"] = "text", ["smallint unsigned"] = "integer", ["int unsigned"] = "bigint", ["bigint unsigned"] = "numeric(20,0)",
    };

    /// <summary>Types that have no counterpart in an export.</summary>
    private static readonly HashSet<string> WithoutCounterpart = new()
    {
        "time", "timetz", "time with time zone", "time without time zone", "interval", "bytea", "blob", "binary", "varbinary", "array",
        "enum", "set", "xml", "hstore", "geometry", "geography", "variant", "object", "map", "struct",
    };

    /// <summary>Reads a cell.</summary>
    /// <param name="text">The cell's text.</param>
    /// <param name="type">The type; text if the cell could not be read.</param>
    /// <param name="problem">What is wrong and what to write instead; null if the cell is valid.</param>
    /// <returns>The broken rule; null if there is none.</returns>
    public static Rule? TryRead(string text, out SqlType type, out string? problem)
    {
        type = new SqlType(SqlKind.Text);
        problem = null;
        if (!TrySplit(text, out var name, out var arguments) || !Kinds.TryGetValue(name, out var kind))
        {
            var suggestion = Suggestion(text);
            var advice = suggestion is null ? "write" : $"did you mean {MessageText.Quote(suggestion)}? It must be";
            problem = HasNoCounterpart(text)
                ? "which an export cannot have; use text, and say in the description how the values are written"
                : $"which is not known; {advice} one of {Accepted}";
            return DocumentRules.UnknownType;
        }

        problem = kind switch
        {
            SqlKind.Varchar => VarcharProblem(arguments),
            SqlKind.Numeric => NumericProblem(arguments),
            _ when arguments is not null => "which takes nothing in parentheses; write " + name,
            _ => null,
        };
        if (problem is not null)
        {
            return DocumentRules.TypeOutOfBounds;
        }

        type = kind switch
        {
            SqlKind.Varchar => new SqlType(kind, Length: arguments![0]),
            SqlKind.Numeric when arguments is null => new SqlType(kind, Scale: SqlType.BareNumericScale),
            SqlKind.Numeric => new SqlType(kind, Precision: arguments[0], Scale: arguments.Count == 2 ? arguments[1] : 0),
            _ => new SqlType(kind),
        };
        return null;
    }

    /// <summary>Whether a text names a data type, either of specifications or of another system.</summary>
    public static bool IsKnownAnywhere(string text)
        => TryRead(text, out _, out _) != DocumentRules.UnknownType || ForeignNames.ContainsKey(NameOf(text)) || HasNoCounterpart(text);

    /// <summary>
    /// Translates the name of a type, possibly one of another database system, into the type to use in a specification; null if the text
    /// names no type, or one that has no counterpart in specifications.
    /// </summary>
    public static SqlType? Translate(string text)
    {
        if (TryRead(text, out var type, out _) is null)
        {
            return type;
        }

        // A varchar without a length is translated to text.
        var name = NameOf(text);
        var meant = Kinds.ContainsKey(name) ? name : ForeignNames.TryGetValue(name, out var translated) ? translated : null;
        return meant is null || HasNoCounterpart(text) ? null
            : TryRead(WithArguments(meant, text)!, out type, out _) is null || meant == "varchar" ? type
            : null;
    }

    private static string? VarcharProblem(List<int>? arguments)
        => arguments is { Count: 1 } && arguments[0] is >= 1 and <= LongestVarchar
            ? null
            : $"which needs a length from 1 to {MessageText.Number(LongestVarchar)}; write it as varchar(100), or write text";

    private static string? NumericProblem(List<int>? arguments) => arguments switch
    {
        null => null,
        { Count: > 2 } => "which takes a precision and a scale; write it as numeric(10,2)",
        _ when arguments[0] is < 1 or > MaximumDigits => "whose precision must be from 1 to " + MessageText.Number(MaximumDigits)
            + ", the number of digits that every engine can export; write a smaller one, or numeric",
        { Count: 2 } when arguments[1] > arguments[0] => "whose scale is greater than its precision; the precision counts all"
            + " digits, including those after the point",
        _ => null,
    };

    /// <summary>Splits <c>name(1, 2)</c>; whitespace is allowed everywhere except inside words.</summary>
    private static bool TrySplit(string text, out string name, out List<int>? arguments)
    {
        arguments = null;
        var open = text.IndexOf('(');
        name = Normalize(open < 0 ? text : text.Substring(0, open));
        if (open < 0)
        {
            return true;
        }

        if (!text.EndsWith(")", StringComparison.Ordinal))
        {
            return false;
        }

        arguments = [];
        foreach (var part in text.Substring(open + 1, text.Length - open - 2).Split(','))
        {
            var trimmed = part.Trim();
            if (trimmed.EndsWith(".", StringComparison.Ordinal) || ColumnNumber.TryRead(trimmed) is not { } argument)
            {
                return false;
            }

            arguments.Add(argument);
        }

        return true;
    }

    private static bool HasNoCounterpart(string text)
        => text.EndsWith("[]", StringComparison.Ordinal) || WithoutCounterpart.Contains(NameOf(text)) || NameOf(text).StartsWith("array<", StringComparison.Ordinal);

    private static string? Suggestion(string text)
        => WithArguments(ForeignNames.TryGetValue(NameOf(text), out var translated) ? translated : NearestName.Of(NameOf(text), Kinds.Keys), text);

    private static string? WithArguments(string? meant, string text)
    {
        var hasArguments = TrySplit(text, out _, out var arguments) && arguments is not null;
        return meant switch
        {
            // nvarchar(max) has no maximum length, so its counterpart is text.
            "varchar" when text.IndexOf("max", StringComparison.OrdinalIgnoreCase) >= 0 => "text",
            "varchar" when hasArguments => "varchar(" + string.Join(",", arguments!.Select(MessageText.Number)) + ")",
            "varchar" => "varchar(n)",
            "text" when arguments is { Count: 1 } => "varchar(" + MessageText.Number(arguments[0]) + ")",
            "numeric" when hasArguments => "numeric(" + string.Join(",", arguments!.Select(argument => MessageText.Number(Math.Min(argument, MaximumDigits)))) + ")",
            _ => meant,
        };
    }

    /// <summary>
    /// The name of a type without its arguments, such as <c>timestamp with time zone</c> for <c>timestamp(3) with time zone</c>.
    /// </summary>
    private static string NameOf(string text)
    {
        var open = text.IndexOf('(');
        var close = open < 0 ? -1 : text.IndexOf(')', open);
        return Normalize(open < 0 ? text : text.Substring(0, open) + (close < 0 ? "" : text.Substring(close + 1)));
    }

    private static string Normalize(string name) => name.Trim().ToLowerInvariant();
}
