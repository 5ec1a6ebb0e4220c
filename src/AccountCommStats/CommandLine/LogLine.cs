using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.CommandLine;

/// <summary>One log entry as a line, in either form of <c>--log-format</c>.</summary>
/// <param name="At">The time of the entry, in UTC.</param>
/// <param name="Level">Its level.</param>
/// <param name="Category">Its category.</param>
/// <param name="EventId">The event's number.</param>
/// <param name="Message">What happened.</param>
/// <param name="Failure">The exception, if any.</param>
internal readonly record struct LogLine(
    DateTime At, LogLevel Level, string Category, int EventId, string Message, Exception? Failure)
{
    /// <summary>For people: the time, the level in four letters, the category, the event, the message.</summary>
    public string ToText()
    {
        var level = Level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm:ss'Z'} {level}: {Category}[{EventId}] {Message}");
        return TerminalText.Of(Failure is null ? text : $"{text} {Failure}".ReplaceLineEndings(" "));
    }

    /// <summary>For programs: a JSON object; <c>State</c> holds the values that the message names.</summary>
    public string ToJson(IEnumerable<KeyValuePair<string, object?>>? values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("Timestamp", At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber(nameof(EventId), EventId);
            json.WriteString("LogLevel", Level.ToString());
            json.WriteString(nameof(Category), Category);
            json.WriteString(nameof(Message), Message);
            if (Failure is not null)
            {
                json.WriteString("Exception", Failure.ToString());
            }

            if (values is not null)
            {
                json.WriteStartObject("State");
                foreach (var (name, value) in values)
                {
                    json.WritePropertyName(name);
                    WriteValue(json, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case OrganizationId { Value: long number }:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
