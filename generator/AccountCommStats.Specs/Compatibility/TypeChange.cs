using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>Classifies a type change as widened, narrowed or retyped.</summary>
internal static class TypeChange
{
    /// <summary>The rule for the change; null if nothing changed.</summary>
    public static Rule? Of(SqlType shipped, SqlType current)
    {
        if (shipped == current)
        {
            return null;
        }

        if (Holds(current, shipped))
        {
            return CompatibilityRules.Widened;
        }

        return Holds(shipped, current) ? CompatibilityRules.Narrowed : CompatibilityRules.Retyped;
    }

    /// <summary>Whether the wide type holds every value of the narrow type and writes it in the same way.</summary>
    private static bool Holds(SqlType wide, SqlType narrow) => (wide.Kind, narrow.Kind) switch
    {
        (SqlKind.Bigint, SqlKind.Integer or SqlKind.Smallint) or (SqlKind.Integer, SqlKind.Smallint) => true,
        (SqlKind.Text, SqlKind.Varchar) => true,
        (SqlKind.Varchar, SqlKind.Varchar) => wide.Length >= narrow.Length,
        (SqlKind.Numeric, SqlKind.Numeric) => WholeDigits(wide) >= WholeDigits(narrow) && wide.Scale >= narrow.Scale,
        _ => false,
    };

    /// <summary>The maximum number of digits before the decimal point.</summary>
    private static int WholeDigits(SqlType type) => type.Precision == 0 ? int.MaxValue : type.Precision - type.Scale;
}
