namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Removes rows from a world as long as it still fails, so that the remaining rows explain the failure.</summary>
internal static class WorldShrinking
{
    /// <summary>Shrinks a world as far as it still fails.</summary>
    /// <param name="world">A world that fails.</param>
    /// <param name="failsAsync">Tells whether a world fails.</param>
    public static async Task<World> ShrinkAsync(World world, Func<World, Task<bool>> failsAsync)
    {
        if (await failsAsync(world.Alone()))
        {
            world = world.Alone();
        }

        await ShrinkTableAsync(world.Emails, (smaller, rows) => smaller with { Emails = rows });
        await ShrinkTableAsync(world.ChatMessages, (smaller, rows) => smaller with { ChatMessages = rows });
        await ShrinkTableAsync(world.Comments, (smaller, rows) => smaller with { Comments = rows });
        await ShrinkTableAsync(world.Tickets, (smaller, rows) => smaller with { Tickets = rows });
        await ShrinkTableAsync(world.Attendees, (smaller, rows) => smaller with { Attendees = rows });
        await ShrinkTableAsync(world.Meetings, (smaller, rows) => smaller with { Meetings = rows });
        await ShrinkTableAsync(world.Tokens, (smaller, rows) => smaller with { Tokens = rows });
        await ShrinkTableAsync(world.Users, (smaller, rows) => smaller with { Users = rows });
        await ShrinkTableAsync(world.Customers, (smaller, rows) => smaller with { Customers = rows });
        return world;

        // Tries to remove half of the table at a time, then a quarter, and so on down to single rows.
        async Task ShrinkTableAsync<TRow>(IReadOnlyList<TRow> rows, Func<World, IReadOnlyList<TRow>, World> with)
        {
            for (var size = rows.Count; size > 0; size /= 2)
            {
                for (var start = 0; start < rows.Count;)
                {
                    IReadOnlyList<TRow> fewer = [.. rows.Take(start), .. rows.Skip(start + size)];
                    var candidate = with(world, fewer);
                    if (await failsAsync(candidate))
                    {
                        (world, rows) = (candidate, fewer);
                    }
                    else
                    {
                        start += size;
                    }
                }
            }
        }
    }
}
