using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;

// Here and not where the command runs: it is a setting of the whole process, which other commands do without.
if (args is ["export", ..])
{
    InlineSocketReads.Enable();
}

return await Acstats.RunAsync(args);
