using System.Text;
using System.Text.Json;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Tests.Schema;

/// <summary>Ids of organizations, for each type that the ids may have.</summary>
public sealed class OrganizationIdTests
{
    private const string Uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [Theory]
    [InlineData(SqlKind.Bigint, "42", "42")]
    [InlineData(SqlKind.Bigint, "-9223372036854775808", "-9223372036854775808")]
    [InlineData(SqlKind.Bigint, "9223372036854775807", "9223372036854775807")]
    [InlineData(SqlKind.Bigint, "0042", "42")]
    [InlineData(SqlKind.Text, "0042", "0042")]
    [InlineData(SqlKind.Text, " Acme, Inc. ", " Acme, Inc. ")]
    [InlineData(SqlKind.Text, "é", "é")]
    [InlineData(SqlKind.Text, "e\u0301", "e\u0301")]
    [InlineData(SqlKind.Uuid, Uuid, Uuid)]
    [InlineData(SqlKind.Uuid, "0F8FAD5B-D9CB-469F-A165-70867728950E", Uuid)]
    [InlineData(SqlKind.Uuid, "0f8fad5bd9cb469fa16570867728950e", Uuid)]
    [InlineData(SqlKind.Uuid, "{0f8fad5b-d9cb-469f-a165-70867728950e}", Uuid)]
    public void Reads_what_a_person_writes(SqlKind kind, string written, string text)
        => Assert.Equal(text, OrganizationId.Parse(written, kind).Text);

    [Theory]
    [InlineData(SqlKind.Bigint, "", "'' is not a bigint: here the id of an organization is a whole number, such as 42.")]
    [InlineData(SqlKind.Bigint, "acme", "'acme' is not a bigint: here the id of an organization is a whole number, such as 42.")]
    [InlineData(SqlKind.Bigint, "4.2", "'4.2' is not a bigint")]
    [InlineData(SqlKind.Bigint, "9223372036854775808", "'9223372036854775808' is not a bigint")]
    [InlineData(SqlKind.Bigint, "42,43", "'42,43' is not a bigint: here the id of an organization is a whole number, such as 42.")]
    [InlineData(SqlKind.Bigint, "\u001b[2J", "'\\u001b[2J' is not a bigint")]
    [InlineData(SqlKind.Uuid, "42", "'42' is not a uuid: here organization ids are UUIDs, such as 0f8fad5b-d9cb-469f-a165-70867728950e.")]
    [InlineData(SqlKind.Uuid, "0f8fad5b-d9cb-469f-a165-70867728950", "is not a uuid")]
    [InlineData(SqlKind.Text, "", "The id of an organization must not be empty.")]
    [InlineData(SqlKind.Text, "a\nb", "'a\\u000ab' has a control character")]
    [InlineData(SqlKind.Text, "a\u0085", "'a\\u0085' has a control character")]
    [InlineData(SqlKind.Text, "a\0", "'a\\u0000' has a control character")]
    public void Says_what_is_wrong_with_the_rest(SqlKind kind, string written, string message)
        => Assert.Contains(message, Assert.Throws<FormatException>(() => OrganizationId.Parse(written, kind)).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_half_a_character()
        => Assert.Contains(
            "not valid Unicode text",
            Assert.Throws<FormatException>(() => OrganizationId.Parse("a\uD83D", SqlKind.Text)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("a", 120)]
    [InlineData("A", 40)]
    [InlineData("é", 20)]
    [InlineData("😀", 10)]
    public void Has_room_in_a_name_for_120_bytes(string character, int maximumLength)
    {
        OrganizationId.Parse(Repeated(maximumLength), SqlKind.Text);

        var exception = Assert.Throws<FormatException>(() => OrganizationId.Parse(Repeated(maximumLength + 1), SqlKind.Text));
        Assert.Contains("too long for the name of a file: ", exception.Message, StringComparison.Ordinal);

        string Repeated(int count) => new StringBuilder().Insert(0, character, count).ToString();
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("\"42\"", "42")]
    [InlineData("\"Acme\"", "Acme")]
    public void Is_the_same_in_JSON_after_it_was_read(string json, string text)
    {
        var id = JsonSerializer.Deserialize<OrganizationId>(json);

        Assert.Equal(text, id.Text);
        Assert.Equal(json, JsonSerializer.Serialize(id));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("4.2")]
    [InlineData("9223372036854775808")]
    [InlineData("true")]
    [InlineData("[42]")]
    public void Is_nothing_else_in_JSON(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<OrganizationId>(json));

    [Fact]
    public void A_number_and_its_text_are_two_organizations()
        => Assert.NotEqual(OrganizationId.Parse("42", SqlKind.Bigint), OrganizationId.Parse("42", SqlKind.Text));
}
