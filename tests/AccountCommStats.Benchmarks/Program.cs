using System.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Scale;

var root = new RootCommand("How fast is it? One command per question; Markdown on standard output. Exit code 1 where a bar is not met.")
{
    ScaleCommand.Create(),
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
