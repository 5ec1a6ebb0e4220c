using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>
/// A stream of pseudo-random numbers (SplitMix64). Each account has its own stream for each subject, so that the tables
/// can be generated one after the other, each from the start of any account, without keeping anything.
/// </summary>
/// <remarks>
/// Not <see cref="Random"/>: its seed has 32 bits, which is too few for seed, organization, subject and account, and its
/// sequence depends on the runtime. Everything here and in <see cref="Quantiles"/> is integer
/// arithmetic: logarithms and exponentials differ in the last bit between the math libraries of platforms.
/// </remarks>
internal sealed class SampleRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    private SampleRandom(ulong state) => _state = state;

    /// <summary>The stream of one subject of one account (or of the organization, with index 0).</summary>
    public static SampleRandom For(SampleOptions options, SampleSubject subject, long index = 0)
    {
        var state = Mix((ulong)options.Seed + Golden);
        state = Mix(state ^ (ulong)options.OrganizationId);
        state = Mix(state ^ ((ulong)subject << 48) ^ (ulong)index);
        return new SampleRandom(state);
    }

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    public long Below(long count) => (long)Math.BigMul(Next(), (ulong)count, out _);

    /// <inheritdoc cref="Below(long)"/>
    public int Below(int count) => (int)Below((long)count);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of the items.</summary>
    public T Pick<T>(ImmutableArray<T> items) => items[Below(items.Length)];

    /// <summary>A span from zero to just below the given one, to the microsecond.</summary>
    public TimeSpan Within(TimeSpan span) => new(Below(span.Ticks / TimeSpan.TicksPerMicrosecond) * TimeSpan.TicksPerMicrosecond);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What a stream of random numbers decides.</summary>
internal enum SampleSubject
{
    Organization,
    Users,
    Tokens,
    Account,
    Email,
    Chat,
    Meetings,
    Tickets,
}
