using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;

namespace AccountCommStats.Commands.Export;

/// <summary>The options of <c>acstats export</c> for its files.</summary>
internal sealed partial class OutputOptions
{
    private const string Excel = "excel";

    private static readonly string Formats = string.Join(", ", Enum.GetValues<FileFormat>().Select(RowFormats.NameOf));

    private readonly Option<string> _directory = CommonOptions.Output("The folder for the files and their manifests, or a prefix of a bucket such as s3://deliveries/crm.");
    private readonly Option<IReadOnlyList<FileFormat>> _format = new("--format")
    {
        Description = $"The formats of the files, separated by commas: {Formats}. The source is read once for all of them.",
        HelpName = "FORMATS",
        DefaultValueFactory = _ => [FileFormat.Csv],
        CustomParser = ParseFormats,
    };

    private readonly Option<FileCompression?> _compression = new("--compression")
    {
        Description = "How the files are compressed, as in .csv.gz or .csv.zst. Parquet files are compressed inside, by default with zstd. Every loader reads gzip; zstd is smaller and faster.",
        HelpName = "none|gzip|zstd",
        CustomParser = result => CompressedStream.Find(result.Tokens[0].Value),
    };

    private readonly Option<CsvDialect> _dialect = new("--dialect")
    {
        Description = "The dialect of CSV files: excel adds a byte order mark, ends rows with CR LF and keeps spreadsheets from running text as formulas.",
        HelpName = "standard|excel",
        CustomParser = result => result.Tokens[0].Value == Excel ? CsvDialect.Excel : CsvDialect.Standard,
    };

    private readonly Option<long> _splitRows = CommonOptions.Number(
        "--split-rows", "N", "The maximum number of rows in a file. More rows are split into numbered parts, each a complete file.", 1L, long.MaxValue);

    private readonly Option<long> _splitBytes = new("--split-bytes")
    {
        Description = "The maximum size of a file before compression, such as 100MB. More rows are split into numbered parts, each a complete file.",
        HelpName = "SIZE",
        CustomParser = ParseSize,
    };

    private readonly StorageOptions _storage = new();
    private readonly Option<string> _lock = new("--s3-lock")
    {
        Description = "off: take no lock, for a bucket whose server does not support conditional writes. Then make sure by other means that only one acstats at a time writes the same files.",
        HelpName = "on|off",
        DefaultValueFactory = _ => "on",
    };

    private readonly Option<string?> _sign = new("--sign")
    {
        Description = "Sign the manifests with the private key in a PEM file (ECDSA, curve P-256). The signature file beside each is verified with 'acstats verify --key' or with openssl.",
        HelpName = "KEYFILE",
    };

    /// <summary>Adds the options and their validation.</summary>
    public void AddTo(Command command)
    {
        _directory.Required = true;
        _compression.AcceptOnlyFromAmong([.. Enum.GetValues<FileCompression>().Select(CompressedStream.NameOf)]);
        _dialect.AcceptOnlyFromAmong([.. Enum.GetValues<CsvDialect>().Select(ManifestCsv.NameOf)]);
        foreach (var option in new Option[] { _directory, _format, _compression, _dialect, _splitRows, _splitBytes, _sign, _lock })
        {
            command.Options.Add(option);
        }

        _lock.AcceptOnlyFromAmong("on", "off");
        _storage.AddTo(command);

        command.Validators.Add(result =>
        {
            // The values are not read with GetValue, which throws if a value is wrong.
            if (result.GetResult(_dialect) is { Tokens: [{ Value: Excel }] }
                && result.GetResult(_format) is { Tokens: [{ Value: var formats }] } && SplitNames(formats).All(name => RowFormats.Find(name) is not null and not FileFormat.Csv))
            {
                result.AddError("--dialect excel applies to CSV, which --format does not name.");
            }
        });
    }

    /// <summary>Adds the options to a request.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="request">What to export.</param>
    /// <param name="destination">The destination.</param>
    public ExportRequest Apply(ParseResult parse, ExportRequest request, IExportDestination destination) => request with
    {
        Destination = destination,
        Formats = parse.GetRequiredValue(_format),
        Compression = parse.GetValue(_compression),
        Dialect = parse.GetValue(_dialect),
        MaxRowsPerFile = LimitOf(parse, _splitRows),
        MaxBytesPerFile = LimitOf(parse, _splitBytes),
        SigningKey = parse.GetValue(_sign) is { } file ? KeyFile.ReadPrivate(file) : null,
    };

    /// <summary>Opens the destination.</summary>
    /// <exception cref="ExportRequestException">The address of a bucket is malformed.</exception>
    public IExportDestination OpenDestination(ParseResult parse)
        => ExportDestination.Open(Directory(parse), _storage.Value(parse) with { IsConditional = parse.GetValue(_lock) != "off" });

    /// <summary>The folder, or the address of a bucket.</summary>
    public string Directory(ParseResult parse) => parse.GetRequiredValue(_directory);

    /// <summary>Whether the files go to a bucket.</summary>
    public bool IsBucket(CommandResult result) => result.GetResult(_directory) is { Tokens: [var address] } && S3Address.HasScheme(address.Value);

    private static long? LimitOf(ParseResult parse, Option<long> option) => parse.GetResult(option) is null or { Implicit: true } ? null : parse.GetValue(option);

    private static string[] SplitNames(string formats) => formats.Split(',', StringSplitOptions.TrimEntries);

    private static List<FileFormat> ParseFormats(ArgumentResult result)
    {
        var formats = new List<FileFormat>();
        foreach (var name in SplitNames(result.Tokens[0].Value))
        {
            if (RowFormats.Find(name) is not { } format)
            {
                result.AddError($"--format: '{name}' is not a format. Known: {Formats}; several are separated by commas.");
                return [];
            }

            if (formats.Contains(format))
            {
                result.AddError($"--format names {name} twice.");
                return [];
            }

            formats.Add(format);
        }

        return formats;
    }

    private static long ParseSize(ArgumentResult result)
    {
        var match = Size().Match(result.Tokens[0].Value);
        var unit = match.Groups[2].Value.ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "KB" => 1_000L,
            "MB" => 1_000_000L,
            "GB" => 1_000_000_000L,
            "KIB" => 1L << 10,
            "MIB" => 1L << 20,
            _ => 1L << 30,
        };
        if (match.Success && long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000_000_000)
        {
            return number * unit;
        }

        result.AddError($"--split-bytes: '{result.Tokens[0].Value}' is not a size. Write a whole number with B, kB, MB, GB, KiB, MiB or GiB, such as 100MB.");
        return 0;
    }

    [GeneratedRegex("^([0-9]+) ?([kKmMgG]i?[bB]|[bB])?$")]
    private static partial Regex Size();
}
