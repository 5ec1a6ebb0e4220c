using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A request from the export of one organization to a <see cref="SharedSnapshot"/>, such as for the rows of a statement.</summary>
/// <param name="subject">What is requested. Requests for the same subject are served together.</param>
internal class SharedQuestion(object subject)
{
    /// <summary>What is requested.</summary>
    public object Subject => subject;

    /// <summary>Completed when the request has been served, or when it cannot be served.</summary>
    public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A query of one organization.</summary>
/// <param name="statement">The query.</param>
/// <param name="parameters">The organization's parameters.</param>
/// <param name="consumer">Receives the organization's records.</param>
/// <param name="stop">Canceled when the consumer takes no more records.</param>
internal sealed class SharedRead(SqlStatement statement, ParameterValues parameters, IRecordConsumer consumer, CancellationToken stop) : SharedQuestion(statement)
{
    private readonly ParameterValues _parameters = parameters;

    private readonly IRecordConsumer _consumer = consumer;
    private readonly CancellationToken _stop = stop;

    /// <summary>Runs the same query of several organizations as one.</summary>
    /// <exception cref="SharedReadException">An organization took no more records, so the query was canceled for all.</exception>
    public static async Task RunAsync(ISourceSnapshot snapshot, SqlStatement statement, IReadOnlyList<SharedRead> reads, CancellationToken cancellationToken)
    {
        await snapshot
            .ReadFewAsync(ForEach(statement, [.. reads.Select(read => read._parameters)]), new ParameterValues(), new Distributor(reads), cancellationToken)
            .ConfigureAwait(false);
        if (reads.Any(read => !read._consumer.WantsMore))
        {
            throw new SharedReadException();
        }
    }

    /// <summary>
    /// Creates a statement that yields the records for one set of values after the other. The first field of each record is the number of
    /// the set. Values that differ are columns of a list that the server loops over; values that are the same stay constants, by which the
    /// planner can estimate.
    /// </summary>
    private static SqlStatement ForEach(SqlStatement statement, IReadOnlyList<ParameterValues> sets)
    {
        string Literal(ParameterValues set, StatementParameter parameter) => SqlLiterals.Write(set[parameter.Name], parameter.Kind);
        var differing = statement.Parameters.Where(parameter => sets.Any(set => Literal(set, parameter) != Literal(sets[0], parameter))).ToList();
        var name = UnusedName(statement);
        var columns = differing.Select((_, i) => $"{name}_{i}").ToList();
        var rows = sets.Select((set, number) => $"({string.Join(", ", differing.Select(parameter => Literal(set, parameter)).Prepend($"bigint '{number}'"))})");
        var inner = statement.Write(parameter => differing.IndexOf(parameter) is var i and >= 0 ? $"{name}.{columns[i]}" : Literal(sets[0], parameter));
        return new SqlStatement([new SqlPart($"""
            select {name}.{name}_set, records.*
            from (values {string.Join(", ", rows)}) as {name} ({string.Join(", ", columns.Prepend($"{name}_set"))})
            cross join lateral (
            {inner}
            ) as records
            """)]);
    }

    /// <summary>
    /// A name that the query does not contain, for the list of parameters and its columns. With a name that the query uses, one would be
    /// taken for the other.
    /// </summary>
    private static string UnusedName(SqlStatement statement)
    {
        var text = statement.Write(_ => "");
        var name = "each_set";
        while (text.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>Passes each record to the consumer of its organization.</summary>
    private sealed class Distributor(IReadOnlyList<SharedRead> reads) : IRecordConsumer
    {
        private int _current;

        public int FieldCount => 1 + reads[0]._consumer.FieldCount;

        public bool WantsMore => reads[_current]._consumer.WantsMore;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            if (!fields.TryReadInt64(out var number))
            {
                return; // The record has not arrived yet.
            }

            // A nested loop yields the sets in order, but SQL does not promise it.
            if (number < _current)
            {
                throw new InvalidDataException("The records are not ordered by organization.");
            }

            for (; _current < number; _current++)
            {
                // All records of this organization have arrived. Its export continues now, so its rows do not wait in memory for other organizations.
                reads[_current].Answer.TrySetResult();
            }

            reads[_current]._consumer.Accept(ref fields);
        }

        public async ValueTask DrainAsync(CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(reads[_current]._stop, cancellationToken);
            await reads[_current]._consumer.DrainAsync(either.Token).ConfigureAwait(false);
        }
    }
}

/// <summary>
/// Thrown to the exports of all organizations of a <see cref="SharedSnapshot"/> if reading failed for any of them. Each must then be exported by
/// itself, which fails only for those at fault, with their own message.
/// </summary>
/// <param name="cause">The failure.</param>
internal sealed class SharedReadException(Exception? cause = null) : Exception("Reading several organizations together failed.", cause)
{
    /// <summary>Why it failed, for logs: not the message, in which a server may repeat a value of a row.</summary>
    public string Reason => (InnerException ?? this).GetType().Name;
}
