using HyOps.Azure;
using HyOps.Core.World;
using HyOps.Engine;
using HyOps.Postgres;

namespace HyOps.Cli.Hosting;

/// <summary>What the use cases stand on in this host: the engine, with the authorities and the leases that it knows.</summary>
internal static class Composition
{
    internal static EngineServices Of(Surroundings world) =>
        EngineServices.In(world, new AzureKeyVaultProvider()).WithLeases(new PostgresLeaseProvider(), new AzureBlobLeaseProvider());
}
