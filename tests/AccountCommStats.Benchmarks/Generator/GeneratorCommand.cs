using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;

namespace AccountCommStats.Benchmarks.Generator;

/// <summary><c>generator</c>: does the generator slow down builds or typing?</summary>
internal static class GeneratorCommand
{
    private const double MaximumMilliseconds = 5;
    private const double MaximumTimes = 25;
    private const int MaximumMethodsCompiled = 10;
    private static readonly TimeSpan WarmUpInterval = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var columns = new Option<int[]>("--columns")
        {
            Description = "Columns of the synthetic specifications. The first is what the others are measured by.",
            HelpName = "N",
            DefaultValueFactory = _ => [52, 1_000, 5_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var runs = SizeOption.Runs(21);
        var command = new Command("generator", "The Roslyn generator in process: whole runs and runs after edits.") { columns, runs };
        command.SetAction(parse => Run(parse.GetRequiredValue(columns), parse.GetValue(runs)));
        return command;
    }

    private static int Run(int[] columns, int runs)
    {
        Machine.Print("generator");
        var ours = SpecificationInMemory.OfRepository();
        var cold = EditorSession.Open(ours).Milliseconds;
        Report.Line($"The very first run of the process, which compiles the generator itself: {Text(cold)} ms. Medians of {runs} runs in milliseconds, in a warm process:");
        Report.Line("whole: a new project; column: its last column's description was edited; prose: a line was added above the table; C#: a class was edited.");
        Report.Line();

        var timed = new List<Timing> { Measure($"{ours.Columns}, this repository's", ours, runs) };
        timed.AddRange(columns.Select(count => Measure(count.ToString("N0", CultureInfo.InvariantCulture), SpecificationInMemory.Of(count), runs)));
        var yardstick = timed[1];
        Report.Table(
            ["columns", "whole", $"ratio to {yardstick.Name}", "column edit", "prose edit", "C# edit", "rows printed by prose edit", "steps run by C# edit"],
            timed.Select(timing => (string[])
            [
                timing.Name, Text(timing.Whole), RaceTable.Ratio(timing.Whole / yardstick.Whole), Text(timing.ColumnEdit), Text(timing.ProseEdit), Text(timing.CsharpEdit),
                RaceTable.Whole(timing.EmissionsOfProse), RaceTable.Whole(timing.StepsOfCsharp),
            ]));

        var bars = new Bars();
        bars.AtMost("whole run, this repository's specification", timed[0].Whole, MaximumMilliseconds, "ms");
        bars.AtMost("rows printed after a prose edit", timed.Max(timing => timing.EmissionsOfProse), 0, "rows");
        bars.AtMost("steps run after a C# edit", timed.Max(timing => timing.StepsOfCsharp), 0, "steps");
        if (timed.Count > 2)
        {
            bars.AtMost($"whole run, {timed[2].Name} columns", timed[2].Whole / yardstick.Whole, MaximumTimes, $"times that of {yardstick.Name}");
        }

        return bars.Print();
    }

    private static Timing Measure(string name, SpecificationInMemory specification, int runs)
    {
        Report.Progress($"{name} columns");
        WarmUp(specification);
        var sessions = Enumerable.Range(0, runs).Select(edit => TimeSession(specification, edit)).ToList();
        var (emissions, steps) = CountSteps(specification);
        return new Timing(
            name,
            Median(sessions.Select(session => session.Whole)),
            Median(sessions.Select(session => session.ColumnEdit)),
            Median(sessions.Select(session => session.ProseEdit)),
            Median(sessions.Select(session => session.CsharpEdit)),
            emissions,
            steps);
    }

    /// <summary>
    /// Runs until the runtime has recompiled almost all hot code, as in a compiler server. How long that takes depends on the
    /// machine: after a warm-up of fixed length, the same generator took either 1.3 ms or 6 ms.
    /// </summary>
    private static void WarmUp(SpecificationInMemory specification)
    {
        long compiled;
        do
        {
            var before = JitInfo.GetCompiledMethodCount();
            for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < WarmUpInterval;)
            {
                TimeSession(specification, edit: 0);
            }

            compiled = JitInfo.GetCompiledMethodCount() - before;
            Report.Progress($"warm-up: {compiled} methods compiled");
        }
        while (compiled > MaximumMethodsCompiled);
    }

    private static (double Whole, double ColumnEdit, double ProseEdit, double CsharpEdit) TimeSession(SpecificationInMemory specification, int edit)
    {
        var session = EditorSession.Open(specification);
        var whole = session.Milliseconds;
        session.Edit(edited => edited.WithDescription(edit));
        var column = session.Milliseconds;
        session.Edit(edited => edited.WithProse(edit));
        var prose = session.Milliseconds;
        session.Type(edit);
        return (whole, column, prose, session.Milliseconds);
    }

    /// <summary>Counts the row types that are printed anew after an edit of prose, and the steps that run after an edit of C#.</summary>
    private static (int EmissionsOfProse, int StepsOfCsharp) CountSteps(SpecificationInMemory specification)
    {
        var session = EditorSession.Open(specification, isCounted: true);
        session.Edit(edited => edited.WithDescription(0));
        if (session.Emissions == 0)
        {
            throw new BenchmarkException("Editing a description printed no row anew: the counts of this benchmark count nothing.");
        }

        session.Edit(edited => edited.WithProse(0));
        var emissions = session.Emissions;
        session.Type(0);
        return (emissions, session.StepsRun);
    }

    private static double Median(IEnumerable<double> values) => Result.MedianOf([.. values.Order()]);

    private static string Text(double milliseconds) => milliseconds.ToString("F2", CultureInfo.InvariantCulture);

    private sealed record Timing(
        string Name, double Whole, double ColumnEdit, double ProseEdit, double CsharpEdit, int EmissionsOfProse, int StepsOfCsharp);
}
