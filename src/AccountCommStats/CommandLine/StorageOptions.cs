using System.CommandLine;
using AccountCommStats.Exporting.ObjectStorage;

namespace AccountCommStats.CommandLine;

/// <summary>The options for object storage, on commands that accept addresses such as <c>s3://deliveries/crm</c>.</summary>
internal sealed class StorageOptions
{
    /// <summary>The option that names the server.</summary>
    public const string EndpointName = "--s3-endpoint";

    private readonly Option<Uri?> _endpoint = new(EndpointName)
    {
        Description = "The server of s3:// addresses, if it is not Amazon's, such as https://storage.example.com. Default: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL. Credentials come from the environment, profiles and roles.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var endpoint)
                && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp)
                && endpoint.UserInfo.Length == 0)
            {
                return endpoint;
            }

            // The value is not shown, because it may hold credentials.
            result.AddError($"{EndpointName} must be a URL such as https://storage.example.com, without credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.");
            return null;
        },
    };

    private readonly Option<string?> _region = new("--s3-region") { Description = "The region of the bucket. Default: that of the environment.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_endpoint);
        command.Options.Add(_region);
    }

    /// <summary>The values of the options.</summary>
    public S3Options Value(ParseResult parse) => new() { Endpoint = parse.GetValue(_endpoint), Region = parse.GetValue(_region) };
}
