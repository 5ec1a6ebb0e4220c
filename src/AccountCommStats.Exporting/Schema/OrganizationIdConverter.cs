using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountCommStats.Exporting.Schema;

/// <summary>The form of an <see cref="OrganizationId"/> in JSON: a number if tenants are bigint, otherwise a string.</summary>
public sealed class OrganizationIdConverter : JsonConverter<OrganizationId>
{
    /// <inheritdoc/>
    public override OrganizationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
        JsonTokenType.String => OrganizationId.FromSource(reader.GetString()!),
        _ => throw new JsonException("The id of an organization is a 64-bit integer or a string."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OrganizationId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Value is long number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
