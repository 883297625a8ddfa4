using HyOps.Core.Environments;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Core.Authorities;

/// <summary>Which authority is opened, for whom, and with what.</summary>
public sealed record AuthorityAccess
{
    /// <summary>What environment.yml says of it.</summary>
    public required AuthoritySettings Settings { get; init; }

    /// <summary>How much is at stake: some settings are for <see cref="Tier.Local"/> alone.</summary>
    public required Tier Tier { get; init; }

    /// <summary>The project's absolute root, which relative files of the settings start from.</summary>
    public required string ProjectRoot { get; init; }

    /// <summary>The run's id: it goes with every request, so that the authority's audit log names the run.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The secrets that <see cref="AuthorityLogin.Keys"/> name, and no others.</summary>
    public required SecretBundle Credentials { get; init; }

    /// <summary>Clock and variables.</summary>
    public required Surroundings World { get; init; }

    /// <summary>Learns every value and token.</summary>
    public required Masker Masker { get; init; }

    /// <summary>How long one answer of the authority may take.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Opens connections for HTTP.</summary>
    public required Func<HttpMessageHandler> Connections { get; init; }
}
