using HyOps.Azure;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine;
using HyOps.Postgres;

namespace HyOps.Cake.Hosting;

/// <summary>One run of a host: what goes in, and what its tasks leave for the host to say at the end.</summary>
/// <param name="world">The world.</param>
/// <param name="line">The checked command line.</param>
/// <param name="project">The project that the phases mean where <c>--project</c> names none; null looks upwards from the working directory.</param>
/// <param name="signals">The signals.</param>
public sealed class HostRun(Surroundings world, CommandLine line, string? project, SignalCancellation signals)
{
    /// <summary>The world.</summary>
    public Surroundings World => world;

    /// <summary>The checked command line, with the options that the host declared for itself.</summary>
    public CommandLine CommandLine => line;

    /// <summary>The options of the phases.</summary>
    public HyOpsOptions Options { get; } = HyOpsOptions.From(line, project);

    /// <summary>Cancelled by the first SIGINT, SIGTERM or SIGHUP.</summary>
    public CancellationToken CancellationToken => signals.Token;

    /// <summary>The signals: who runs tools says what later ones do.</summary>
    public SignalCancellation Signals => signals;

    /// <summary>What the use cases stand on.</summary>
    public EngineServices Services { get; } = EngineServices.In(world, new AzureKeyVaultProvider()).WithLeases(new PostgresLeaseProvider(), new AzureBlobLeaseProvider());

    /// <summary>Knows every secret of the run.</summary>
    public Masker Masker => Services.Masker;

    /// <summary>What stopped the run; the lifetime hands it over, as the engine returns 1 for everything.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The line that standard output ends with, after everything else, also when the run failed.</summary>
    public string? ClosingLine { get; set; }
}
