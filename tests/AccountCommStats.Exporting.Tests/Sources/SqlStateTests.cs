using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>
/// Every class of SQLSTATE that a server can raise while an export reads, with its meaning: a fault of the source, a mismatch
/// between the source and the specification, or a fault in the data. The meaning also says whether a retry may help.
/// </summary>
public sealed class SqlStateTests(FailingPostgresSample failing) : IClassFixture<FailingPostgresSample>
{
    [Theory]
    [InlineData("01000", "source", false)] // warning
    [InlineData("02000", "source", false)] // no data
    [InlineData("03000", "source", false)] // SQL statement not yet complete
    [InlineData("08000", "source", true)] // connection exception
    [InlineData("08006", "source", true)]
    [InlineData("08P01", "source", false)] // protocol violation
    [InlineData("09000", "source", false)] // triggered action exception
    [InlineData("0A000", "fit", false)] // feature not supported
    [InlineData("0B000", "source", false)] // invalid transaction initiation
    [InlineData("0F000", "source", false)] // locator exception
    [InlineData("0L000", "source", false)] // invalid grantor
    [InlineData("0P000", "source", false)] // invalid role specification
    [InlineData("0Z000", "source", false)] // diagnostics exception
    [InlineData("10608", "source", false)] // invalid argument for XQuery
    [InlineData("20000", "data", false)] // case not found
    [InlineData("21000", "data", false)] // cardinality violation: a subquery yields two rows
    [InlineData("22000", "data", false)] // data exception
    [InlineData("22003", "data", false)] // numeric value out of range
    [InlineData("22008", "data", false)] // datetime field overflow
    [InlineData("22012", "data", false)] // division by zero
    [InlineData("22021", "data", false)] // character not in repertoire
    [InlineData("22P02", "data", false)] // invalid text representation
    [InlineData("22P05", "data", false)] // untranslatable character
    [InlineData("23502", "data", false)] // integrity constraint violation: the constraint of a domain
    [InlineData("23514", "data", false)]
    [InlineData("24000", "source", false)] // invalid cursor state
    [InlineData("25000", "source", false)] // invalid transaction state
    [InlineData("25006", "fit", false)] // read-only transaction: a function that writes
    [InlineData("25P03", "source", true)] // idle in transaction timeout
    [InlineData("26000", "source", false)] // invalid SQL statement name
    [InlineData("27000", "source", false)] // triggered data change violation
    [InlineData("28000", "source", false)] // invalid authorization
    [InlineData("2B000", "source", false)] // dependent privilege descriptors exist
    [InlineData("2D000", "source", false)] // invalid transaction termination
    [InlineData("2F000", "source", false)] // SQL routine exception
    [InlineData("34000", "source", false)] // invalid cursor name
    [InlineData("38000", "source", false)] // external routine exception
    [InlineData("39000", "source", false)] // external routine invocation exception
    [InlineData("3B000", "source", false)] // savepoint exception
    [InlineData("3D000", "fit", false)] // invalid catalog name
    [InlineData("3F000", "fit", false)] // invalid schema name
    [InlineData("40001", "source", true)] // serialization failure
    [InlineData("40P01", "source", true)] // deadlock
    [InlineData("42501", "fit", false)] // insufficient privilege
    [InlineData("42703", "fit", false)] // undefined column
    [InlineData("42883", "fit", false)] // undefined function
    [InlineData("42P01", "fit", false)] // undefined table
    [InlineData("44000", "data", false)] // WITH CHECK OPTION violation
    [InlineData("53100", "source", true)] // disk full
    [InlineData("53200", "source", true)] // out of memory
    [InlineData("53300", "source", true)] // too many connections
    [InlineData("54000", "source", false)] // program limit exceeded
    [InlineData("54001", "source", false)]
    [InlineData("55000", "source", true)] // object not in prerequisite state
    [InlineData("55P03", "source", true)] // lock not available
    [InlineData("57014", "source", false)] // query canceled by the time limit
    [InlineData("57P01", "source", true)] // admin shutdown
    [InlineData("57P02", "source", true)] // crash shutdown
    [InlineData("57P03", "source", true)] // cannot connect now
    [InlineData("57P04", "source", false)] // database dropped
    [InlineData("57P05", "source", true)] // idle session timeout
    [InlineData("58000", "source", true)] // system error
    [InlineData("58030", "source", true)] // I/O error
    [InlineData("58P01", "source", false)] // undefined file
    [InlineData("72000", "source", true)] // snapshot too old
    [InlineData("F0000", "source", false)] // configuration file error
    [InlineData("HV000", "source", false)] // foreign data wrapper error
    [InlineData("HV00N", "source", true)] // unable to establish connection
    [InlineData("P0001", "source", false)] // raise exception
    [InlineData("P0003", "source", false)] // too many rows
    [InlineData("XX000", "source", false)] // internal error
    [InlineData("XX001", "source", false)] // data corrupted
    public async Task A_state_has_its_meaning(string state, string meaning, bool passes)
    {
        await failing.SayAsync(state);
        using var directory = new TemporaryDirectory();
        var request = new ExportRequest { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path };

        var exception = await Assert.ThrowsAnyAsync<ExportException>(() => failing.Sample.ExportAsync(request));

        Assert.Equal(state, Assert.IsType<PostgresException>(exception.InnerException).SqlState);
        Assert.Equal(
            (meaning, passes),
            (exception switch { SourceMismatchException => "fit", SourceDataException => "data", _ => "source" },
                exception is SourceException { IsTransient: true }));
        Assert.Contains("told to fail", exception.Message, StringComparison.Ordinal);
    }
}

/// <summary>A sample whose rows cannot be read: the server raises the SQLSTATE of the test.</summary>
public sealed class FailingPostgresSample : IAsyncLifetime
{
    /// <summary>The sample.</summary>
    public PostgresSample Sample { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sample = await PostgresSample.CreateAsync(rows: 1);
        await Sample.Database.ExecuteAsync("""
            create table told (code text);
            create function fail() returns boolean language plpgsql as
              $do$ declare c text; begin select code into c from told; raise exception 'told to fail' using errcode = c; end $do$;
            alter table sample rename to kept;
            create view sample as select * from kept where fail()
            """);
    }

    /// <summary>Sets the SQLSTATE to raise.</summary>
    public Task SayAsync(string state) => Sample.Database.ExecuteAsync($"truncate told; insert into told values ('{state}')");

    public async Task DisposeAsync() => await Sample.DisposeAsync();
}
