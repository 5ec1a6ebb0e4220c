namespace AccountCommStats.Exporting.Schema;

/// <summary>The names of the rules in rejects files and manifests.</summary>
internal static class ViolationRuleNames
{
    /// <summary>The rule's stable name in rejects files and manifests, such as <c>not_null</c>.</summary>
    public static string ToName(this ViolationRule rule) => rule switch
    {
        ViolationRule.NotNull => "not_null",
        ViolationRule.Length => "length",
        ViolationRule.Range => "range",
        ViolationRule.Finite => "finite",
        ViolationRule.Format => "format",
        ViolationRule.KeyUnique => "key_unique",
        ViolationRule.KeyOrder => "key_order",
        ViolationRule.Tenant => "tenant",
        ViolationRule.Check => "check",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Unknown rule."),
    };
}
