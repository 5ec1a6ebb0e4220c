using AccountCommStats.Commands.Export;
using AccountCommStats.Exporting.Observability;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

public sealed class ExportProgressTextTests
{
    [Fact]
    public void No_rate_is_told_before_there_was_time_for_one()
        => Assert.Equal(
            "exporting: 1,000 of 2,000 rows",
            new ExportProgressText().Describe(new ExportProgress(ExportPhase.Rows, 1000, 2000, 0)));
}
