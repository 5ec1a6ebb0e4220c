using System.CommandLine;
using AccountCommStats.Exports;

namespace AccountCommStats.CommandLine;

/// <summary><c>--export</c>: selects exports of this binary.</summary>
internal static class ExportOption
{
    /// <summary>The option; <see cref="Selected(ParseResult, Option{Exporting.Export})"/> reads its value.</summary>
    public static Option<Exporting.Export?> Create()
    {
        var option = new Option<Exporting.Export?>("--export")
        {
            Description = $"The export to use: {Names(" or ")}. Default: {ExportCatalog.DefaultName}.",
            HelpName = "NAME",
            CustomParser = result =>
            {
                var name = result.Tokens[^1].Value;
                var export = ExportCatalog.Find(name);
                if (export is null)
                {
                    result.AddError($"--export: there is no export {UsageErrors.Shown(name)}; this binary makes {Names(" and ")}.");
                }

                return export;
            },
        };
        AddCompletions(option);
        return option;
    }

    /// <summary>The option of a command that makes several exports at once; <see cref="Selected(ParseResult, Option{IReadOnlyList{Exporting.Export}})"/> reads its value.</summary>
    public static Option<IReadOnlyList<Exporting.Export>?> CreateForSeveral()
    {
        var option = new Option<IReadOnlyList<Exporting.Export>?>("--export")
        {
            Description = $"The exports to make, separated by commas: {Names(" or ")}. Several are read from one snapshot, and a set manifest lists them. Default: {ExportCatalog.DefaultName}.",
            HelpName = "NAME",
            CustomParser = result =>
            {
                var names = result.Tokens[^1].Value.Split(',', StringSplitOptions.TrimEntries);
                var exports = new List<Exporting.Export>();
                foreach (var name in names)
                {
                    if (ExportCatalog.Find(name) is not { } export)
                    {
                        result.AddError($"--export: there is no export {UsageErrors.Shown(name)}; this binary makes {Names(" and ")}.");
                        return null;
                    }

                    if (exports.Contains(export))
                    {
                        result.AddError($"--export names {name} twice.");
                        return null;
                    }

                    exports.Add(export);
                }

                return exports;
            },
        };
        AddCompletions(option);
        return option;
    }

    /// <summary>The selected exports.</summary>
    public static IReadOnlyList<Exporting.Export> Selected(this ParseResult parse, Option<IReadOnlyList<Exporting.Export>?> option)
        => parse.GetValue(option) ?? [ExportCatalog.Default];

    /// <summary>The selected export.</summary>
    public static Exporting.Export Selected(this ParseResult parse, Option<Exporting.Export?> option)
        => parse.GetValue(option) ?? ExportCatalog.Default;

    private static void AddCompletions(Option option)
        => option.CompletionSources.Add(_ => ExportCatalog.All.Select(export => new System.CommandLine.Completions.CompletionItem(export.Schema.Name)));

    private static string Names(string last)
    {
        var names = ExportCatalog.All.Select(export => export.Schema.Name).ToList();
        return names.Count < 2 ? string.Concat(names) : string.Join(", ", names.SkipLast(1)) + last + names[^1];
    }
}
