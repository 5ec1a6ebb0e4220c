using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AccountCommStats.Contracts;

/// <summary>Writes a document as YAML in block style, with every text in double quotes, so none is read as another type.</summary>
internal static class YamlText
{
    /// <summary>Writes a document as YAML.</summary>
    /// <param name="document">Its content. Property names are not quoted: they must be plain words.</param>
    public static string Of(JsonObject document)
    {
        var text = new StringBuilder();
        WriteMapping(text, document, indent: 0);
        return text.ToString();
    }

    /// <summary>Writes a line for each property. The first continues the current line.</summary>
    private static void WriteMapping(StringBuilder text, JsonObject mapping, int indent)
    {
        var isFirst = true;
        foreach (var (name, value) in mapping)
        {
            text.Append(' ', isFirst ? 0 : indent).Append(name).Append(':');
            isFirst = false;
            switch (value)
            {
                case JsonObject { Count: > 0 } nested:
                    text.Append('\n').Append(' ', indent + 2);
                    WriteMapping(text, nested, indent + 2);
                    break;
                case JsonArray { Count: > 0 } sequence:
                    text.Append('\n');
                    WriteSequence(text, sequence, indent + 2);
                    break;
                default:
                    text.Append(' ').Append(ScalarOf(value)).Append('\n');
                    break;
            }
        }
    }

    private static void WriteSequence(StringBuilder text, JsonArray sequence, int indent)
    {
        foreach (var item in sequence)
        {
            text.Append(' ', indent).Append("- ");
            if (item is JsonObject { Count: > 0 } mapping)
            {
                WriteMapping(text, mapping, indent + 2);
            }
            else
            {
                text.Append(ScalarOf(item)).Append('\n');
            }
        }
    }

    private static string ScalarOf(JsonNode? value) => value switch
    {
        JsonValue scalar when scalar.TryGetValue(out string? text) => Quote(text),
        JsonArray { Count: > 0 } => throw new NotSupportedException("A YAML sequence directly inside another sequence is not supported here."),
        null => "null",
        _ => value.ToJsonString(),
    };

    private static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => text.Append('\\').Append(rune),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when IsHidden(rune) => text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
                _ => text.Append(rune),
            };
        }

        return text.Append('"').ToString();
    }

    /// <summary>Characters that YAML forbids or treats as line breaks, or that are invisible.</summary>
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
