using System.Globalization;
using System.Text;

namespace AccountCommStats.Exporting.Schema;

/// <summary>Writes an organization's id for file names, so that different ids have different names on every file system.</summary>
internal static class OrganizationFileName
{
    /// <summary>The maximum number of bytes that an id may need in a file name.</summary>
    public const int MaximumBytes = 120;

    /// <summary>The text of an id, with each byte outside <c>[a-z0-9-]</c> written as <c>%XX</c>.</summary>
    public static string Of(string organization)
    {
        var text = new StringBuilder(organization.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(organization))
        {
            if (unit is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-')
            {
                text.Append((char)unit);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return text.ToString();
    }
}
