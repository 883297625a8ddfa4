using HyOps.Core.Secrets;
using HyOps.Drivers.Terraform;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight.States;

/// <summary>Looks at the state of one Terraform module, once for both of its checks.</summary>
/// <param name="scoped">The module.</param>
/// <param name="root">The runtime root.</param>
/// <param name="given">What the module's run would be given; asked for only where a backend needs it.</param>
/// <param name="connections">Opens HTTP connections.</param>
internal sealed class StateProbe(
    ScopedModule scoped, RuntimeRoot root, Func<CancellationToken, Task<SecretBundle>> given, Func<HttpMessageHandler> connections)
{
    private readonly Lock gate = new();
    private Task<StateSeen>? seen;

    /// <summary>What names it: the step, or the module where there is none.</summary>
    public string Name => scoped.Step ?? scoped.Module.Contract.ModuleRef.Value.Replace('/', '-');

    /// <summary>Looks.</summary>
    public Task<StateSeen> LookAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return seen ??= LookOnceAsync(cancellationToken);
        }
    }

    private async Task<StateSeen> LookOnceAsync(CancellationToken cancellationToken)
    {
        var contract = scoped.Module.Contract;
        var stack = Path.Combine(contract.Directory, contract.Stack);
        return !Directory.Exists(stack) ? StateSeen.Unreachable($"{contract.ModuleRef}: its stack {stack} is no directory", "create it, or name another with execution.stack in spec.yml")
            : TerraformBackend.Of(stack) switch
            {
                null => scoped.Step is { } step ? LocalState.LookIn(root.InstanceDirectory(contract.ModuleRef, step)) : StateSeen.NotLookedAt("its state belongs to a step of an environment, not to the module"),
                { Kind: "local" } local => LocalState.LookAtNamed(local.Setting("path")),
                { Kind: "http" } http => await new HttpState(http, await given(cancellationToken).ConfigureAwait(false), connections).LookAsync(cancellationToken).ConfigureAwait(false),
                { Kind: "pg" } postgres => await new PostgresState(postgres, await given(cancellationToken).ConfigureAwait(false)).LookAsync(cancellationToken).ConfigureAwait(false),
                { Kind: var kind } => StateSeen.NotLookedAt($"the {kind} backend wants its provider's credentials and calls"),
            };
    }
}
