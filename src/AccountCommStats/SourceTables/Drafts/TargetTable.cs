using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AccountCommStats.Sample.Seeding;

namespace AccountCommStats.SourceTables.Drafts;

/// <summary>A source table as the shipped relations read it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
internal sealed partial record TargetTable(string Name, ImmutableArray<TargetColumn> Columns)
{
    private const string Secret = "a secret";

    /// <summary>All source tables: those of the reference schema, without secret columns.</summary>
    public static ImmutableArray<TargetTable> All { get; } =
    [
        .. TableStatement().Matches(ReferenceSchema.CreateTables).Select(table => new TargetTable(
            table.Groups["name"].Value,
            [.. ColumnLine().Matches(table.Groups["body"].Value)
                .Where(column => column.Groups["name"].Value != "primary")
                .Select(column => new TargetColumn(
                    column.Groups["name"].Value, column.Groups["type"].Value, column.Groups["remark"].Value.Trim()))
                .Where(column => !column.Remark.StartsWith(Secret, StringComparison.Ordinal))])),
    ];

    [GeneratedRegex(
        @"^create table if not exists (?<name>\w+) \((?<body>.*?)^\);", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex TableStatement();

    [GeneratedRegex(
        @"^  (?<name>\w+) +(?<type>\w+(\([\d,]+\))?)[^\n-]*(-- (?<remark>[^\n]*))?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ColumnLine();
}

/// <summary>A column of a source table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Remark">The reference schema's comment on it, such as the list of its possible values; empty if none.</param>
internal sealed record TargetColumn(string Name, string Type, string Remark)
{
    /// <summary>What kind of values the relations expect.</summary>
    public ValueKind Kind { get; } = ValueKinds.Of(Type);

    /// <summary>
    /// The type to which a draft casts the column. It has no length limit for a text: a cast would truncate the text, but the export
    /// reports texts that are too long.
    /// </summary>
    public string CastType => Kind == ValueKind.Text ? "text" : Type;
}
