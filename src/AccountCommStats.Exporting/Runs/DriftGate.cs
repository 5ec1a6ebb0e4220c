using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Expectations;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Compares the export that is about to be published with earlier deliveries.</summary>
/// <param name="handling">What to do if a figure moved too far.</param>
/// <param name="subject">The organization and the source.</param>
internal sealed class DriftGate(DriftHandling handling, RunSubject subject)
{
    private readonly List<string> _remarks = [];

    /// <summary>What to report about the comparison.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Adds the outcome of the comparison to the manifest.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="manifest">The manifest of the complete files.</param>
    /// <param name="history">The accepted deliveries; null to compare with none.</param>
    /// <exception cref="DriftException">A figure moved too far.</exception>
    public ExportManifest Pass(ExportSchema schema, ExportManifest manifest, IReadOnlyList<ExportManifest>? history)
    {
        if (history is null)
        {
            return manifest;
        }

        var expectations = DriftCheck.Compare(schema, manifest, history);
        var drift = expectations.Drift.Select(each => DriftText.Describe(each, expectations)).ToList();
        if (drift.Count > 0 && handling == DriftHandling.Fail)
        {
            throw new DriftException(subject.ToString(), drift);
        }

        if (history.Count == 0)
        {
            _remarks.Add("there is no accepted earlier delivery to compare with");
        }

        _remarks.AddRange(drift);
        if (drift.Count > 0)
        {
            _remarks.Add("later deliveries are not compared with this one until somebody accepts it");
        }

        return manifest with { Expectations = expectations };
    }
}
