using System.Threading.Channels;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Streams the checked rows of an export to a consumer, no faster than the consumer takes them.</summary>
/// <typeparam name="TRow">The generated row type.</typeparam>
/// <param name="request">Which rows to read.</param>
/// <param name="subject">The organization and the source.</param>
internal sealed class RowStream<TRow>(RowRequest request, RunSubject subject)
    where TRow : struct, IExportRow<TRow>
{
    private const int BatchesAhead = 2;

    private readonly RowCheck<TRow> _check = new(request.OrganizationId);
    private readonly List<Violation> _violations = [];
    private readonly Channel<TRow[]> _batches = Channel.CreateBounded<TRow[]>(BatchesAhead);
    private readonly List<TRow> _batch = [];

    /// <summary>The rows in the order of their key, in batches.</summary>
    public IAsyncEnumerable<TRow[]> ReadAllAsync(CancellationToken cancellationToken) => _batches.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Whether there was any row, valid or not.</summary>
    public bool HasRows { get; private set; }

    /// <summary>Reads the rows. If that fails, the consumer gets the exception.</summary>
    public async Task FillAsync(ISourceSnapshot snapshot, ParameterValues parameters, CancellationToken cancellationToken)
    {
        try
        {
            var all = parameters.With("first_key", KeyRange.All.First).With("last_key", KeyRange.All.Last);
            await snapshot.ReadAsync(TRow.Query.Rows, all, new Consumer(this), cancellationToken).ConfigureAwait(false);
            await PassOnAsync(cancellationToken).ConfigureAwait(false);
            _batches.Writer.Complete();
        }
        catch (Exception exception)
        {
            _batches.Writer.Complete(exception);
        }
    }

    /// <summary>Throws if the limit of violations ended the reading.</summary>
    /// <exception cref="ViolationsException">The limit was reached.</exception>
    public void ThrowIfGivenUp() => ThrowIf(_violations.Count >= Limit, isComplete: false);

    /// <summary>Throws if any row broke a rule.</summary>
    /// <exception cref="ViolationsException">A row broke a rule.</exception>
    public void ThrowIfViolated() => ThrowIf(_violations.Count > 0, isComplete: true);

    private int Limit => request.MaxViolations;

    private void ThrowIf(bool isViolated, bool isComplete)
    {
        if (isViolated)
        {
            throw new ViolationsException(subject.ToString(), _violations[..Math.Min(_violations.Count, Limit)], isComplete);
        }
    }

    private void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        if (!_check.Read(ref fields))
        {
            return;
        }

        HasRows = true;
        _violations.AddRange(_check.Violations.Select(violation => Violation.Of(violation, _check.Key, TRow.Schema)));
        if (_violations.Count == 0)
        {
            _batch.Add(_check.Row);
        }
    }

    private async ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
        {
            await _batches.Writer.WriteAsync([.. _batch], cancellationToken).ConfigureAwait(false);
            _batch.Clear();
        }
    }

    private readonly struct Consumer(RowStream<TRow> stream) : IRecordConsumer
    {
        public int FieldCount => TRow.Schema.FieldCount;

        public bool WantsMore => stream._violations.Count < stream.Limit;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
            => stream.Accept(ref fields);

        public ValueTask DrainAsync(CancellationToken cancellationToken) => stream.PassOnAsync(cancellationToken);
    }
}
