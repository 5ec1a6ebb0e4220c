using AccountCommStats.Benchmarks.Measuring;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>Compares files.</summary>
internal static class Files
{
    /// <summary>Compares two files byte for byte.</summary>
    /// <param name="expected">psql's file.</param>
    /// <param name="actual">Our file.</param>
    /// <param name="who">The writer of our file.</param>
    /// <exception cref="BenchmarkException">The files differ; the message says in which line.</exception>
    public static void RequireIdentical(string expected, string actual, string who)
    {
        var number = 0;
        foreach (var (first, second) in Lines(expected).Zip(Lines(actual)))
        {
            number++;
            if (first != second)
            {
                throw new BenchmarkException($"{who} wrote another file than psql. Line {number}:\npsql: {first}\nours: {second}");
            }
        }

        if (new FileInfo(expected).Length != new FileInfo(actual).Length)
        {
            throw new BenchmarkException($"{who} wrote another file than psql: they have {new FileInfo(actual).Length} and {new FileInfo(expected).Length} bytes.");
        }
    }

    /// <summary>Counts the rows of a CSV file whose fields have no line breaks.</summary>
    /// <exception cref="BenchmarkException">The file does not have the expected number of rows.</exception>
    public static void RequireRows(string file, long rows, string who)
    {
        var lines = Lines(file).LongCount();
        if (lines != rows + 1)
        {
            throw new BenchmarkException($"{who} wrote {lines} lines where {rows} rows and a header are expected.");
        }
    }

    private static IEnumerable<string> Lines(string file) => File.ReadLines(file, System.Text.Encoding.Latin1);
}
