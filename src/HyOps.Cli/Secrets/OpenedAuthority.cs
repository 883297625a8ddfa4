using HyOps.Cli.Hosting;
using HyOps.Core.Authorities;
using HyOps.Core.Runs;
using HyOps.Engine.Authorities;
using HyOps.Engine.Secrets.Transfers;

namespace HyOps.Cli.Secrets;

/// <summary>The bundle and the authority that an invocation means, open.</summary>
internal sealed class OpenedAuthority : IAsyncDisposable
{
    private OpenedAuthority(OpenedSecrets secrets, ChosenAuthority chosen, ISecretAuthority authority, RunId id, TimeProvider clock) =>
        (Secrets, Chosen, Authority, Id, Seen) = (secrets, chosen, authority, id, new SeenVersions(secrets.Chosen.Root, clock));

    internal OpenedSecrets Secrets { get; }

    internal ChosenAuthority Chosen { get; }

    internal ISecretAuthority Authority { get; }

    /// <summary>The correlation id, which goes with every request.</summary>
    internal RunId Id { get; }

    internal SeenVersions Seen { get; }

    /// <summary>Opens both.</summary>
    /// <param name="invocation">What was asked.</param>
    /// <param name="options">Which authority.</param>
    /// <param name="confirmation">What <c>--confirm</c> says, for a verb that changes the authority; null for one that reads it.</param>
    /// <param name="cancellationToken">Ends the wait for the vault password.</param>
    internal static async Task<OpenedAuthority> OfAsync(Invocation invocation, AuthorityOptions options, AuthorityChange? confirmation, CancellationToken cancellationToken)
    {
        var services = Composition.Of(invocation.World);
        invocation.Masker = services.Masker;
        var secrets = OpenedSecrets.Of(invocation);
        var chosen = ChosenAuthority.From(invocation.World, invocation.Project, secrets.Chosen.Name, options);
        confirmation?.Require(chosen.Environment, secrets.Chosen.IsNamed);
        var id = RunId.Create(options.Verb, invocation.World.Clock);
        var authority = await new AuthorityOpener(services).OpenAsync(chosen.Environment, chosen.ProjectRoot, secrets.Store, id.Value, cancellationToken);
        return new OpenedAuthority(secrets, chosen, authority, id, invocation.World.Clock);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Authority.DisposeAsync();
}
