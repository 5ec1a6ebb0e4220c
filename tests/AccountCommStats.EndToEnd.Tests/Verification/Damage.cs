using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>Damages one file of a delivered export: replaces the file, or changes bytes, lines, fields or JSON members in one random place.</summary>
internal static class Damage
{
    // Characters that control terminals, confuse parsers, or look like ordinary data.
    private static readonly string[] Characters = ["\u001b[2J", "\u009b", "\n", "\r", "\0", "\u202e", "\\", "/", "..", "0", "9", "-", ".", "Z", "é", " ", "\""];

    private static readonly JsonSerializerOptions AsWritten = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Damages the export in a folder.</summary>
    /// <param name="folder">A folder with only the three files of one export.</param>
    /// <param name="stem">The common part of the names of these files.</param>
    /// <returns>What was done, for the message of a failed test.</returns>
    public static string Apply(string folder, string stem, Random random)
    {
        var path = Path.Combine(folder, stem + Pick(random, ".csv", ".manifest.json", ".manifest.json", ".manifest.json", ".rejects.csv"));
        return random.Next(20) switch
        {
            0 => Replace(path, random),
            < 8 when path.EndsWith(".json", StringComparison.Ordinal) => DamageValue(path, random),
            < 12 when path.EndsWith(".csv", StringComparison.Ordinal) => DamageLines(path, random),
            _ => DamageBytes(path, random),
        };
    }

    private static string DamageBytes(string path, Random random)
    {
        var bytes = File.ReadAllBytes(path).ToList();
        var at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveAt(at);
                break;
            case 2:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, bytes.Count - at + 1)));
                break;
        }

        File.WriteAllBytes(path, [.. bytes]);
        return $"bytes of {Path.GetFileName(path)} at {at}";
    }

    private static string DamageLines(string path, Random random)
    {
        var lines = File.ReadAllText(path).Split('\n').ToList();
        var at = random.Next(lines.Count - 1);
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[at]);
                break;
            case 2:
                var fields = lines[at].Split(',');
                fields[random.Next(fields.Length)] = Pick(random, Characters);
                lines[at] = string.Join(',', fields);
                break;
            default:
                lines.Reverse(0, at + 2);
                break;
        }

        File.WriteAllText(path, string.Join('\n', lines));
        return $"line {at + 1} of {Path.GetFileName(path)}";
    }

    private static string DamageValue(string path, Random random)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(path))!;
        var places = Places(root, "$").ToList();
        var (place, parent, key) = places[random.Next(places.Count)];
        switch (random.Next(6))
        {
            case 0 when parent is JsonObject owner:
                owner.Remove((string)key);
                break;
            case 0:
                parent.AsArray().RemoveAt((int)key);
                break;
            case 1:
                Set(null);
                break;
            case 2 when parent is JsonObject owner:
                owner[$"{key}{Pick(random, Characters)}"] = JsonNode.Parse("\"\\u001b[31m\"");
                break;
            case 3:
                Set(JsonNode.Parse(Pick(random, "[]", "{}", "-1", "0", "1e400", "9223372036854775808", "true", "\"\"", "[null]", "{\"a\":1}"))!);
                break;
            default:
                Set(Changed(Get(), random));
                break;
        }

        File.WriteAllText(path, root.ToJsonString(AsWritten) + "\n");
        return $"value at {place}";

        JsonNode? Get() => parent is JsonObject owner ? owner[(string)key] : parent.AsArray()[(int)key];

        void Set(JsonNode? value)
        {
            if (parent is JsonObject owner)
            {
                owner[(string)key] = value;
            }
            else
            {
                parent.AsArray()[(int)key] = value;
            }
        }
    }

    private static JsonNode? Changed(JsonNode? value, Random random)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.Number:
                var number = value.GetValue<double>() + Pick(random, -1, 1, 1000);
                return double.IsInteger(number) ? JsonValue.Create((long)number) : JsonValue.Create(number);
            case JsonValueKind.String:
                var text = new StringBuilder(value.GetValue<string>());
                var at = random.Next(text.Length + 1);
                return text.Length > 0 && at < text.Length && random.Next(2) == 0
                    ? text.Remove(at, 1).Insert(at, Pick(random, Characters)).ToString()
                    : text.Insert(at, Pick(random, Characters)).ToString();
            case JsonValueKind.True:
                return JsonValue.Create(false);
            default:
                return JsonValue.Create(true);
        }
    }

    private static IEnumerable<(string Place, JsonNode Parent, object Key)> Places(JsonNode node, string place)
    {
        var children = node switch
        {
            JsonObject owner => owner.Select(member => ((object)member.Key, member.Value)),
            JsonArray list => list.Select((entry, i) => ((object)i, entry)),
            _ => [],
        };
        foreach (var (key, value) in children)
        {
            yield return ($"{place}.{key}", node, key);
            foreach (var deeper in value is null ? [] : Places(value, $"{place}.{key}"))
            {
                yield return deeper;
            }
        }
    }

    /// <summary>Moves a file away, and puts nothing, an empty file, a folder, a link or a FIFO in its place.</summary>
    private static string Replace(string path, Random random)
    {
        var name = Path.GetFileName(path);
        var elsewhere = Path.Combine(Path.GetDirectoryName(path)!, "elsewhere");
        File.Move(path, elsewhere);
        switch (random.Next(5))
        {
            case 0:
                return $"{name} is missing";
            case 1:
                Directory.CreateDirectory(path);
                return $"{name} is a folder";
            case 2 when !path.EndsWith("Z.csv", StringComparison.Ordinal):
                File.CreateSymbolicLink(path, elsewhere);
                return $"{name} is a symbolic link";
            case 3:
                using (var process = Process.Start("mkfifo", [path]))
                {
                    process.WaitForExit();
                }

                return $"{name} is a FIFO";
            default:
                File.WriteAllText(path, "");
                return $"{name} is empty";
        }
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
