using AccountCommStats.CommandLine;

return await Acstats.RunAsync(args);
