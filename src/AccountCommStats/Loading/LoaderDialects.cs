using System.Globalization;
using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Loading;

/// <summary>
/// The databases that loaders support. If a database has no type for the values of a column, <c>TypeOf</c> returns null, not a general text
/// type.
/// </summary>
internal static class LoaderDialects
{
    private const int MaximumPrecision = 38;

    /// <summary>All databases, in the order of their names.</summary>
    public static IReadOnlyList<LoaderDialect> All { get; } =
    [
        new()
        {
            Name = "bigquery",
            Title = "BigQuery",
            Notes = ["Run it with: bq query --use_legacy_sql=false < load.sql"],
            CsvNotes = ["CSV compressed with gzip can be loaded; CSV compressed with zstd cannot."],
            Location = "gs://BUCKET/FILE",
            MaximumBytesOfName = 300,
            TypeOf = type => type.Kind switch
            {
                SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint => "INT64",
                SqlKind.Boolean => "BOOL",
                SqlKind.Text => "STRING",
                SqlKind.Varchar => Sized("STRING", type.Length),
                // NUMERIC has only 9 digits after the point, too few for a numeric without precision and scale.
                SqlKind.Numeric when type.Precision == 0 => null,
                SqlKind.Numeric when type.Scale <= 9 && type.Precision - type.Scale <= 29 => Decimal("NUMERIC", type),
                SqlKind.Numeric => type.Precision - type.Scale <= 38 ? Decimal("BIGNUMERIC", type) : null,
                SqlKind.Date => "DATE",
                SqlKind.Timestamp => "DATETIME",
                SqlKind.TimestampTz => "TIMESTAMP",
                SqlKind.DoublePrecision => "FLOAT64",
                SqlKind.Uuid => "STRING(36)",
                SqlKind.Jsonb => "JSON",
                _ => null,
            },
            Quote = Backticks,
            Text = text => $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'",
            InlineComment = comment => $" OPTIONS (description = {comment})",
            KeySuffix = " NOT ENFORCED",
            Fail = message => $"ERROR({message})",
            Load = script => $"""
                LOAD DATA OVERWRITE {script.Staging} (
                {script.Definitions(hasNotNull: false)}
                )
                FROM FILES (
                  format = 'CSV', uris = [{script.Location}],
                  skip_leading_rows = 1, allow_quoted_newlines = true, max_bad_records = 0
                );
                """,
            LoadParquet = script => $"""
                LOAD DATA OVERWRITE {script.Staging} (
                {script.Definitions(hasNotNull: false)}
                )
                FROM FILES (format = 'PARQUET', uris = [{script.Location}]);
                """,
            UnsupportedInParquet = [SqlKind.Uuid, SqlKind.Jsonb], // BigQuery reads them as BYTES.
            Transaction = ("", "DROP TABLE {0};"),
            UnsupportedExtensions = [".zst"],
        },
        new()
        {
            Name = "databricks",
            Title = "Databricks, runtime 13 or newer",
            Notes = [],
            CsvNotes = ["Every option is given: by default Spark would read the header as a row, drop surplus fields, and use the backslash as escape."],
            Location = "s3://BUCKET/FILE",
            MaximumBytesOfName = 255,
            TypeOf = type => type.Kind switch
            {
                SqlKind.Bigint => "BIGINT",
                SqlKind.Integer => "INT",
                SqlKind.Smallint => "SMALLINT",
                SqlKind.Boolean => "BOOLEAN",
                SqlKind.Text => "STRING",
                SqlKind.Varchar => Sized("VARCHAR", type.Length),
                SqlKind.Numeric => Decimal("DECIMAL", type),
                SqlKind.Date => "DATE",
                SqlKind.Timestamp => "TIMESTAMP_NTZ",
                SqlKind.TimestampTz => "TIMESTAMP",
                SqlKind.DoublePrecision => "DOUBLE",
                SqlKind.Uuid => "VARCHAR(36)",
                _ => null,
            },
            Quote = Backticks,
            InlineComment = comment => $" COMMENT {comment}",
            Fail = message => $"raise_error({message})",
            Load = script => CopyIntoDatabricks(script, """
                CSV
                FORMAT_OPTIONS (
                  'header' = 'true', 'enforceSchema' = 'false', 'escape' = '"', 'multiLine' = 'true', 'mode' = 'FAILFAST', 'inferSchema' = 'false'
                )
                """),
            LoadParquet = script => CopyIntoDatabricks(script, "PARQUET"),
            UnsupportedInParquet = [SqlKind.Uuid], // Databricks reads it as BINARY.
            Transaction = ("", "DROP TABLE {0};"),
        },
        new()
        {
            Name = "duckdb",
            Title = "DuckDB 1.1 or newer",
            Notes = ["Run it with: duckdb warehouse.duckdb < load.sql", "Plain, gzip and zstd files can be loaded. By default \"\" would become NULL. With allow_quoted_nulls = false it stays an empty string."],
            Location = "FILE",
            MaximumBytesOfName = int.MaxValue,
            TypeOf = type => type.Kind is SqlKind.Numeric && type.Precision is 0 or > MaximumPrecision ? null : type.Kind is SqlKind.Jsonb ? "json" : type.ToString(),
            Fail = message => $"error({message})",
            Load = script => $$"""
                create or replace temp table {{script.Staging}} as select * from read_csv({{script.Location}}, header = true, allow_quoted_nulls = false, columns = {
                  {{string.Join(",\n  ", script.Columns.Select(column => $"'{column.Name.Trim('"')}': '{column.Type}'"))}}
                });
                """,
            LoadParquet = script => $"create or replace temp table {script.Staging} as select {script.Names()} from read_parquet({script.Location});",
            HasUpsert = true,
            HasTemporaryStaging = true,
            Transaction = ("begin;", "drop table {0};\ncommit;"),
        },
        new()
        {
            Name = "postgres",
            Title = "PostgreSQL 15 or newer",
            Notes =
            [
                "Run it with: psql -v ON_ERROR_STOP=1 -f load.sql < FILE",
                "or, for a compressed file: gunzip -c FILE.gz | psql -v ON_ERROR_STOP=1 -f load.sql",
                "NULL and the empty string are distinguished. The header must have the columns' names (HEADER MATCH).",
            ],
            Location = "pstdin",
            MaximumBytesOfName = 63,
            TypeOf = type => type.ToString(),
            // The expression contains count(*), because the planner would evaluate a constant expression even if no check fails.
            Fail = message => $"cast({message} || left(cast(count(*) as text), 0) as integer)",
            Load = script => $"""
                create temporary table {script.Staging} (like {script.Table}) on commit drop;
                \copy {script.Staging} ({script.Names()}) from pstdin with (format csv, header match)
                """,
            HasUpsert = true,
            HasTemporaryStaging = true,
            Transaction = (@"\set ON_ERROR_STOP on" + "\nset time zone 'UTC';\nbegin;", "commit;"),
        },
        new()
        {
            Name = "redshift",
            Title = "Amazon Redshift",
            Notes = ["The length of a VARCHAR is in bytes: it is four times the number of characters specified."],
            CsvNotes = ["NULL and the empty string are NOT distinguished: both are loaded as NULL. In Parquet they are distinguished."],
            Location = "s3://BUCKET/FILE",
            MaximumBytesOfName = 127,
            TypeOf = type => type.Kind switch
            {
                SqlKind.Boolean or SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint or SqlKind.Date => type.ToString(),
                SqlKind.Text => "varchar(65535)",
                SqlKind.Varchar => type.Length * 4 <= 65_535 ? Sized("varchar", type.Length * 4) : null,
                SqlKind.Numeric => Decimal("decimal", type),
                SqlKind.Timestamp => "timestamp",
                SqlKind.TimestampTz => "timestamptz",
                SqlKind.DoublePrecision => "double precision",
                SqlKind.Uuid => "varchar(36)",
                _ => null,
            },
            Fail = message => $"cast({message} || left(cast(count(*) as varchar), 0) as integer)",
            Load = script => $"""
                create temp table {script.Staging} (like {script.Table});
                copy {script.Staging} ({script.Names()}) from {script.Location}
                  iam_role default format csv ignoreheader 1 emptyasnull dateformat 'auto' timeformat 'auto' maxerror 0{script.Codec(gzip: " gzip", zstd: " zstd")};
                """,
            LoadParquet = script => $"""
                create temp table {script.Staging} (like {script.Table});
                copy {script.Staging} from {script.Location}
                  iam_role default format as parquet;
                """,
            UnsupportedInParquet = [SqlKind.Uuid], // Redshift reads it as binary.
            HasTemporaryStaging = true,
            HasTargetAlias = false,
            Transaction = ("begin;", "commit;"),
        },
        new()
        {
            Name = "snowflake",
            Title = "Snowflake",
            Notes = [],
            CsvNotes = ["NULL_IF = () is given because the default would read \\N as NULL, and NULL_IF = ('') would read the empty string as NULL, too."],
            Location = "@STAGE/FILE",
            MaximumBytesOfName = 255,
            TypeOf = type => type.Kind switch
            {
                SqlKind.Bigint => "NUMBER(19,0)",
                SqlKind.Integer => "NUMBER(10,0)",
                SqlKind.Smallint => "NUMBER(5,0)",
                SqlKind.Boolean => "BOOLEAN",
                SqlKind.Text => "VARCHAR",
                SqlKind.Varchar => Sized("VARCHAR", type.Length),
                SqlKind.Numeric => type.Scale <= 37 ? Decimal("NUMBER", type) : null,
                SqlKind.Date => "DATE",
                SqlKind.Timestamp => "TIMESTAMP_NTZ(6)",
                SqlKind.TimestampTz => "TIMESTAMP_TZ(6)",
                SqlKind.DoublePrecision => "FLOAT",
                SqlKind.Uuid => "VARCHAR(36)",
                _ => null,
            },
            InlineComment = comment => $" COMMENT {comment}",
            Fail = message => $"TO_NUMBER({message} || LEFT(TO_VARCHAR(COUNT(*)), 0))",
            Load = script => $"""
                CREATE OR REPLACE TEMPORARY TABLE {script.Staging} LIKE {script.Table};
                COPY INTO {script.Staging} ({script.Names()}) FROM {script.Location}
                  FILE_FORMAT = (
                    TYPE = CSV, COMPRESSION = {script.Codec("GZIP", "ZSTD", "NONE")}, ENCODING = 'UTF8', SKIP_HEADER = 1, FIELD_OPTIONALLY_ENCLOSED_BY = '"',
                    EMPTY_FIELD_AS_NULL = TRUE, NULL_IF = (), ESCAPE_UNENCLOSED_FIELD = NONE, ERROR_ON_COLUMN_COUNT_MISMATCH = TRUE
                  )
                  ON_ERROR = ABORT_STATEMENT;
                """,
            LoadParquet = script => $"""
                CREATE OR REPLACE TEMPORARY TABLE {script.Staging} LIKE {script.Table};
                COPY INTO {script.Staging} FROM {script.Location}
                  FILE_FORMAT = (TYPE = PARQUET, USE_LOGICAL_TYPE = TRUE)
                  MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
                  ON_ERROR = ABORT_STATEMENT;
                """,
            UnsupportedInParquet = [SqlKind.Uuid], // Snowflake reads it as BINARY.
            Transaction = ("", "DROP TABLE {0};"),
        },
    ];

    /// <summary>Casts each column to its type, because COPY INTO would use the types of the file.</summary>
    private static string CopyIntoDatabricks(LoaderScript script, string format) => $"""
        CREATE OR REPLACE TABLE {script.Staging} (
        {script.Definitions(hasNotNull: false)}
        );
        COPY INTO {script.Staging} FROM (
          SELECT
            {string.Join(",\n    ", script.Columns.Select(column => $"CAST({column.Name} AS {column.Type}) AS {column.Name}"))}
          FROM {script.Location}
        )
        FILEFORMAT = {format}
        COPY_OPTIONS ('force' = 'true');
        """;

    private static string Sized(string name, int length) => string.Create(CultureInfo.InvariantCulture, $"{name}({length})");

    private static string? Decimal(string name, SqlType type)
        => type.Precision is 0 or > MaximumPrecision ? null : string.Create(CultureInfo.InvariantCulture, $"{name}({type.Precision},{type.Scale})");

    private static string Backticks(string name) => SqlSpelling.Of(name) == name ? name : $"`{name}`";
}
