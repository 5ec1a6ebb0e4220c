using System.CommandLine;
using AccountCommStats.Benchmarks.Export;
using AccountCommStats.Benchmarks.Fleet;
using AccountCommStats.Benchmarks.Formats;
using AccountCommStats.Benchmarks.Generator;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Micro;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Scale;
using AccountCommStats.Benchmarks.Scaling;
using AccountCommStats.Benchmarks.Small;
using AccountCommStats.Benchmarks.Start;
using AccountCommStats.Benchmarks.Verify;
using AccountCommStats.Benchmarks.Write;

Machine.Observe();
var root = new RootCommand("How fast is it? One command per question; Markdown on standard output. Exit code 1 where a bar is not met.")
{
    ScaleCommand.Create(),
    WriteCommand.Create(),
    FormatsCommand.Create(),
    ExportCommand.Create(),
    SmallCommand.Create(),
    FleetCommand.Create(),
    GeneratorCommand.Create(),
    StartCommand.Create(),
    VerifyCommand.Create(),
    ScalingCommand.Create(),
    MicroCommand.Create(),
    OtherWriters.Create(),
    DuckDbCopy.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (BenchmarkException exception)
{
    await Console.Error.WriteLineAsync($"error: {exception.Message}");
    return 2;
}
