using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>Queries of few records.</summary>
internal static class FewRecords
{
    /// <summary>
    /// Runs a query that yields few records, or whose consumer only passes them on to other consumers. The consumer is called through its
    /// interface to keep the native binary small: if the calls were inlined, the compiler would copy the reading loops (thirty kilobytes)
    /// for each type of consumer.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="statement">The query.</param>
    /// <param name="parameters">A value for each of the query's parameters; other values are ignored.</param>
    /// <param name="consumer">Receives the records.</param>
    /// <param name="cancellationToken">Cancels the query on the server as well.</param>
    public static Task ReadFewAsync(
        this ISourceSnapshot snapshot, SqlStatement statement, ParameterValues parameters, IRecordConsumer consumer, CancellationToken cancellationToken)
        => snapshot.ReadAsync(statement, parameters, new Consumer(consumer), cancellationToken);

    private readonly struct Consumer(IRecordConsumer consumer) : IRecordConsumer
    {
        public int FieldCount => consumer.FieldCount;

        public bool WantsMore => consumer.WantsMore;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
            => consumer.Accept(ref fields);

        public ValueTask DrainAsync(CancellationToken cancellationToken) => consumer.DrainAsync(cancellationToken);
    }
}
