namespace AccountCommStats.Sample;

/// <summary>
/// The working hours at one place: weekdays from 8 to 18 at a fixed offset from UTC, with a dip at lunch.
/// </summary>
internal readonly record struct OfficeHours(int HoursFromUtc)
{
    private const int Opening = 8;
    private const int Lunch = 12;
    private const int Closing = 18;

    /// <summary>A working time on the given local day, or, if that is a weekend, on a weekday before it.</summary>
    public DateTime TimeOn(DateOnly day, SampleRandom random)
    {
        var hour = WorkingHour(random);
        return ToUtc(WeekdayAtOrBefore(day, random), TimeSpan.FromHours(hour) + random.Within(TimeSpan.FromHours(1)));
    }

    /// <summary>A start time for a meeting, on a quarter hour. The day is chosen as in <see cref="TimeOn"/>.</summary>
    public DateTime MeetingStartOn(DateOnly day, SampleRandom random)
    {
        var hour = WorkingHour(random);
        // Half of all meetings start on the hour, a third at half past.
        var minute = random.Below(12) switch { < 6 => 0, < 10 => 30, 10 => 15, _ => 45 };
        return ToUtc(WeekdayAtOrBefore(day, random), new TimeSpan(hour, minute, 0));
    }

    /// <summary>The time itself if it is in working hours; otherwise a time early on the next working day.</summary>
    public DateTime WorkingTimeFrom(DateTime utc, SampleRandom random)
    {
        var local = utc.AddHours(HoursFromUtc);
        if (IsWeekday(local.DayOfWeek) && local.Hour is >= Opening and < Closing)
        {
            return utc;
        }

        var day = DateOnly.FromDateTime(local);
        if (local.Hour >= Opening)
        {
            day = day.AddDays(1);
        }

        while (!IsWeekday(day.DayOfWeek))
        {
            day = day.AddDays(1);
        }

        // Mail is answered in the morning. The sum of two random spans makes half past nine the likeliest time.
        var afterOpening = random.Within(TimeSpan.FromMinutes(90)) + random.Within(TimeSpan.FromMinutes(90));
        return ToUtc(day, TimeSpan.FromHours(Opening) + afterOpening);
    }

    private static int WorkingHour(SampleRandom random)
    {
        var hour = random.Between(Opening, Closing - 1);
        return hour == Lunch && random.Chance(65) ? random.Between(Lunch + 1, Closing - 2) : hour;
    }

    private static DateOnly WeekdayAtOrBefore(DateOnly day, SampleRandom random) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-random.Between(1, 5)),
        DayOfWeek.Sunday => day.AddDays(-random.Between(2, 6)),
        _ => day,
    };

    private static bool IsWeekday(DayOfWeek day) => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private DateTime ToUtc(DateOnly day, TimeSpan time)
        => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).Add(time).AddHours(-HoursFromUtc);
}
