using HyOps.Core.Environments;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Core.Leases;

/// <summary>Which shared lease is taken, for whom, and with what.</summary>
public sealed record LeaseAccess
{
    /// <summary>What environment.yml says of it.</summary>
    public required LeaseSettings Settings { get; init; }

    /// <summary>The environment: one lease each.</summary>
    public required EnvironmentName Environment { get; init; }

    /// <summary>Who wants it.</summary>
    public required LeaseHolder Holder { get; init; }

    /// <summary>The project's absolute root, which relative files of the settings start from.</summary>
    public required string ProjectRoot { get; init; }

    /// <summary>The secrets that <see cref="LeaseSettings.Keys"/> name, and no others.</summary>
    public required SecretBundle Credentials { get; init; }

    /// <summary>The clock.</summary>
    public required Surroundings World { get; init; }

    /// <summary>Learns every value and token.</summary>
    public required Masker Masker { get; init; }

    /// <summary>Opens connections for HTTP.</summary>
    public required Func<HttpMessageHandler> Connections { get; init; }

    /// <summary>Told, in a line, why it takes long.</summary>
    public required Action<string> Report { get; init; }
}
