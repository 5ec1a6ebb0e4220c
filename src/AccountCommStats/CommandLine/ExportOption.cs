using System.CommandLine;
using AccountCommStats.Exports;

namespace AccountCommStats.CommandLine;

/// <summary><c>--export</c>: which of the exports of this binary is meant.</summary>
internal static class ExportOption
{
    /// <summary>The option; <see cref="Selected"/> tells what it says.</summary>
    public static Option<Exporting.Export?> Create()
    {
        var option = new Option<Exporting.Export?>("--export")
        {
            Description = $"The export that is meant: {Names(" or ")}. Default: {ExportCatalog.DefaultName}.",
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
        option.CompletionSources.Add(_ => ExportCatalog.All.Select(export => new System.CommandLine.Completions.CompletionItem(export.Schema.Name)));
        return option;
    }

    /// <summary>The export that a command line means.</summary>
    public static Exporting.Export Selected(this ParseResult parse, Option<Exporting.Export?> option)
        => parse.GetValue(option) ?? ExportCatalog.Default;

    private static string Names(string last)
    {
        var names = ExportCatalog.All.Select(export => export.Schema.Name).ToList();
        return names.Count < 2 ? string.Concat(names) : string.Join(", ", names.SkipLast(1)) + last + names[^1];
    }
}
