using AccountCommStats;

return await Acstats.RunAsync(args);
