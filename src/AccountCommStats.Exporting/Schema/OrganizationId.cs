using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace AccountCommStats.Exporting.Schema;

/// <summary>The id of an organization: a number if tenants are bigint, a text if they are text or uuid.</summary>
/// <remarks>
/// Texts are compared byte by byte, and the text of a uuid is lower case with hyphens. The default value is not an organization.
/// In JSON a number stays a number.
/// </remarks>
[JsonConverter(typeof(OrganizationIdConverter))]
public readonly record struct OrganizationId
{
    private readonly long? _number;
    private readonly string? _text;

    private OrganizationId(long? number, string text) => (_number, _text) = (number, text);

    /// <summary>The id as the source prints it.</summary>
    public string Text => _text ?? "";

    /// <summary>The id as a <see cref="long"/> if tenants are bigint, otherwise as a <see cref="string"/>.</summary>
    public object Value => _number is { } number ? number : Text;

    /// <summary>Creates the id of an organization from a bigint.</summary>
    public static implicit operator OrganizationId(long number) => FromInt64(number);

    /// <summary>Creates the id of an organization from a bigint.</summary>
    public static OrganizationId FromInt64(long number) => new(number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads the id that a person wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">The type of the tenants: bigint, text or uuid.</param>
    /// <exception cref="FormatException">The text names no organization of that type; the message says why.</exception>
    public static OrganizationId Parse(string text, SqlKind kind)
    {
        ArgumentNullException.ThrowIfNull(text);
        var id = kind switch
        {
            SqlKind.Bigint when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => FromInt64(number),
            SqlKind.Uuid when TryParseUuid(text, out var uuid) => FromSource(uuid.ToString("D")),
            _ => FromSource(text),
        };
        return id.FaultAs(kind) is { } fault ? throw new FormatException(fault) : id;
    }

    /// <summary>The id for people: control characters are written as <c>\u001b</c>.</summary>
    public override string ToString() => Show(Text);

    /// <summary>Creates an id that was read from a source or a manifest, even one that cannot be exported.</summary>
    internal static OrganizationId FromSource(string text) => new(number: null, text);

    /// <summary>Why the id cannot be exported; null if it can.</summary>
    /// <param name="kind">The type of the tenants.</param>
    internal string? FaultAs(SqlKind kind)
    {
        if (_text is null)
        {
            return "No organization was given.";
        }

        return kind switch
        {
            SqlKind.Bigint => _number is null ? $"'{this}' is not a bigint: here the id of an organization is a whole number, such as 42." : null,
            SqlKind.Uuid => _number is null && TryParseUuid(_text, out var uuid) && uuid.ToString("D") == _text
                ? null
                : $"'{this}' is not a uuid: here organization ids are UUIDs, such as 0f8fad5b-d9cb-469f-a165-70867728950e.",
            _ when _number is not null => $"{this} is a number: here the id of an organization is a string.",
            _ => FaultAsText(_text),
        };
    }

    /// <summary>The value of the parameter <c>@organization_id</c>.</summary>
    /// <param name="kind">The SQL type of organization ids. The caller has checked that this id is valid for it.</param>
    internal object ToParameter(SqlKind kind) => kind == SqlKind.Uuid ? Guid.ParseExact(Text, "D") : Value;

    /// <summary>Whether a value in a row is this organization.</summary>
    internal bool Is(long value) => _number is { } number ? value == number : IsText(value);

    /// <summary>Whether a value in a row is this organization.</summary>
    internal bool Is(ReadOnlySpan<char> value) => _text is not null && value.SequenceEqual(_text);

    /// <summary>Whether a value in a row is this organization.</summary>
    internal bool Is(Guid value)
    {
        Span<char> text = stackalloc char[36];
        return value.TryFormat(text, out _) && text.Equals(_text, StringComparison.OrdinalIgnoreCase);
    }

    private bool IsText(long value)
    {
        Span<char> text = stackalloc char[20];
        return value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture) && Is(text[..length]);
    }

    private string? FaultAsText(string text)
    {
        if (text.Length == 0)
        {
            return "The id of an organization must not be empty.";
        }

        if (text.Any(char.IsControl))
        {
            return $"'{this}' has a control character, which the id of an organization must not have.";
        }

        if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) != text)
        {
            return $"'{this}' is not valid Unicode text.";
        }

        return OrganizationFileName.Of(text).Length is var bytes and > OrganizationFileName.MaximumBytes
            ? $"'{this}' is too long for the name of a file: {bytes} bytes, and the maximum is {OrganizationFileName.MaximumBytes}. "
                + "Each byte other than a-z, 0-9 and '-' becomes three."
            : null;
    }

    private static bool TryParseUuid(string text, out Guid uuid)
        => Guid.TryParseExact(text, "D", out uuid) || Guid.TryParseExact(text, "N", out uuid) || Guid.TryParseExact(text, "B", out uuid);

    private static string Show(string text)
        => text.Any(IsHidden) ? string.Concat(text.Select(c => IsHidden(c) ? $"\\u{(int)c:x4}" : c.ToString())) : text;

    private static bool IsHidden(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
