using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Export;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exports;

/// <summary>An export that this binary can make.</summary>
internal abstract class ExportDefinition
{
    /// <summary>Its columns, key and document.</summary>
    public abstract ExportSchema Schema { get; }

    /// <summary>Its SQL.</summary>
    public abstract ExportQuery Query { get; }

    /// <summary>Makes the export.</summary>
    /// <exception cref="ExportException">Source, data or output stood in the way; nothing was published.</exception>
    public abstract Task<ExportResult> ExportAsync(
        IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger, CancellationToken cancellationToken);

    /// <summary>The organizations that a source has rows for, ascending.</summary>
    /// <exception cref="ExportException">The source stood in the way.</exception>
    public abstract Task<IReadOnlyList<OrganizationId>> ReadOrganizationsAsync(IExportSource source, CancellationToken cancellationToken);
}

/// <summary>An export by its generated row.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal sealed class ExportDefinition<TRow> : ExportDefinition
    where TRow : struct, IExportRow<TRow>
{
    /// <inheritdoc/>
    public override ExportSchema Schema => TRow.Schema;

    /// <inheritdoc/>
    public override ExportQuery Query => TRow.Query;

    /// <inheritdoc/>
    public override Task<ExportResult> ExportAsync(
        IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger, CancellationToken cancellationToken)
        => new Exporter<TRow>(source, logger).ExportAsync(request, progress, cancellationToken);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<OrganizationId>> ReadOrganizationsAsync(IExportSource source, CancellationToken cancellationToken)
        => Organizations.ReadAsync<TRow>(source, cancellationToken);
}
