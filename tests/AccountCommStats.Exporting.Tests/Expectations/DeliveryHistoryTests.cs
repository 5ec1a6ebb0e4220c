using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Expectations;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Testing;
using static AccountCommStats.Exporting.Tests.Expectations.Deliveries;

namespace AccountCommStats.Exporting.Tests.Expectations;

public sealed class DeliveryHistoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Has_the_earlier_deliveries_of_the_organization_in_their_order()
    {
        Deliver(Of(0, 10), Of(2, 30), Of(1, 20), Of(3, 40));
        Deliver(Of(1, 99) with { OrganizationId = OrganizationId.Parse("7", SqlKind.Bigint) });

        Assert.Equal([10, 20, 30], Rows(week: 3));
    }

    [Fact]
    public void Has_no_delivery_with_drift_until_it_is_accepted()
    {
        var drifted = Of(1, 20) with { Expectations = new ManifestExpectations([], 1, [new ManifestDrift("drift-rows", null, 20, 10, 9, 11)]) };
        Deliver(Of(0, 10), drifted);

        Assert.Equal([10], Rows(week: 2));
        Accept(drifted, drifted.ToUtf8());
        Assert.Equal([10, 20], Rows(week: 2));
    }

    [Fact]
    public void A_record_of_another_manifest_accepts_nothing()
    {
        var drifted = Of(1, 20) with { Expectations = new ManifestExpectations([], 1, [new ManifestDrift("drift-rows", null, 20, 10, 9, 11)]) };
        Deliver(drifted);
        Accept(drifted, Of(1, 21).ToUtf8());

        Assert.Empty(Rows(week: 2));
    }

    [Fact]
    public void A_manifest_that_somebody_names_counts_whatever_its_drift()
    {
        var drifted = Of(1, 20) with { Expectations = new ManifestExpectations([], 1, [new ManifestDrift("drift-rows", null, 20, 10, 9, 11)]) };
        Deliver(Of(0, 10), drifted);

        Assert.Equal([20], Rows(DeliveryHistory.Open(_directory.File(NameOf(drifted).Manifest)), week: 2));
    }

    [Fact]
    public void Has_at_most_the_26_latest()
    {
        Deliver([.. Enumerable.Range(0, 30).Select(week => Of(week, week))]);

        Assert.Equal(Enumerable.Range(4, 26).Select(week => (long)week), Rows(week: 30));
    }

    [Fact]
    public void A_manifest_that_cannot_be_read_is_an_error_and_not_passed_over()
    {
        Deliver(Of(0, 10));
        File.WriteAllText(_directory.File(NameOf(Of(1, 0)).Manifest), "{");

        Assert.Contains("Restore it, or move it to another folder.", Assert.Throws<SourceException>(() => Rows(week: 2).ToList()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "There is no folder or manifest")]
    [InlineData("rows.csv", "does not have the name of a manifest")]
    public void What_is_no_history_is_refused(string name, string message)
    {
        File.WriteAllText(_directory.File("rows.csv"), "");

        Assert.Contains(message, Assert.Throws<SourceException>(() => DeliveryHistory.Open(_directory.File(name))).Message, StringComparison.Ordinal);
    }

    private static ExportFileName NameOf(ExportManifest manifest) => ExportFileName.Create(manifest.Export, manifest.OrganizationId, manifest.AsOf);

    private IEnumerable<long> Rows(int week) => Rows(DeliveryHistory.Open(_directory.Path), week);

    private static IEnumerable<long> Rows(DeliveryHistory history, int week)
        => history.Before(FirstWeek.AddDays(7 * week), Expecting(), OrganizationId.Parse("42", SqlKind.Bigint)).Select(manifest => manifest.Rows);

    private void Accept(ExportManifest manifest, byte[] utf8) => Acceptance.Write(_directory.Path, NameOf(manifest), utf8, "a new customer", TimeProvider.System);

    private void Deliver(params ExportManifest[] manifests)
    {
        foreach (var manifest in manifests)
        {
            File.WriteAllBytes(_directory.File(NameOf(manifest).Manifest), manifest.ToUtf8());
        }
    }
}
