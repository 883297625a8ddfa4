using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>
/// Brings a stack's state back in order: looks at it live, frees a lock, saves a state that its backend did not take. What is right to do is the
/// caller's to decide. It works in a copy of the stack, with the backend, variables and secrets of the step.
/// </summary>
public sealed class TerraformRecovery
{
    private readonly DriverRequest request;
    private readonly TerraformWorkspace workspace;
    private readonly StateInspector inspector;

    private TerraformRecovery(DriverRequest request, TerraformWorkspace workspace, StateInspector inspector)
    {
        this.request = request;
        this.workspace = workspace;
        this.inspector = inspector;
    }

    /// <summary>Prepares it. No process is started yet.</summary>
    /// <param name="runner">The seam for processes.</param>
    /// <param name="request">The step. Its inputs are not needed: no expression is evaluated.</param>
    /// <exception cref="HyOpsException">The stack cannot be read.</exception>
    public static TerraformRecovery Open(ICommandRunner runner, DriverRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var workspace = TerraformWorkspace.Prepare(request, recovers: true);
        return new(request, workspace, new StateInspector(runner, request, workspace));
    }

    /// <summary>Looks at lock, state and rescued state as they are now.</summary>
    /// <param name="suspects">The runs that may have taken the lock.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<TerraformSight> LookAsync(IReadOnlyCollection<LockSuspect> suspects, CancellationToken cancellationToken)
    {
        var rescued = StateText.RescuedIn(workspace.RescuedState);
        if (await InitFailureAsync(cancellationToken) is { } failure)
        {
            return new(inspector.Kind, null, null, rescued, failure);
        }

        var held = await inspector.LockAsync(suspects, cancellationToken);
        var (pulled, lines) = await inspector.PullAsync(cancellationToken);
        return pulled.ExitCode != 0
            ? new(inspector.Kind, null, held.Value, rescued, held.NotSeen ?? $"the state could not be read: {StateInspector.WordsOf(pulled, lines)}")
            : new(inspector.Kind, StateText.VersionOf(pulled.Captured.Span), held.Value, rescued, held.NotSeen)
            {
                HoldsRescued = rescued is not null && StateText.AreSame(pulled.Captured, await File.ReadAllBytesAsync(rescued.Path, cancellationToken)),
            };
    }

    /// <summary>Frees a lock whose holder is dead; one that is another by now is left alone.</summary>
    /// <param name="held">The lock, as a look saw it.</param>
    /// <param name="cancellationToken">Cancelled = interrupt.</param>
    /// <returns>Why it could not be freed; null where it was.</returns>
    public async Task<string?> UnlockAsync(StateLock held, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (await inspector.LockAsync([], cancellationToken) is { NotSeen: null, Value: var now } && now?.Id != held.Id)
        {
            return now is null ? null : $"the lock is another by now: {now.Id}{now.By}";
        }

        if (inspector.StateFile is { } file)
        {
            File.Delete(TerraformState.LockInfoOf(file));
            return null;
        }

        return inspector.Http is { } http ? await UnlockAsync(http, cancellationToken)
            : held.Id is null ? "the backend does not tell the lock's ID, without which Terraform frees nothing"
            : await FailureAsync(["force-unlock", "-no-color", "-force", held.Id], cancellationToken);
    }

    /// <summary>Pushes a rescued state. Terraform itself refuses another lineage or an older serial once more.</summary>
    /// <param name="rescued">The state.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt; the push ends in order.</param>
    /// <returns>Why the backend does not hold it now; null where it does: it was read back.</returns>
    public async Task<string?> PushAsync(RescuedState rescued, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rescued);
        if (await FailureAsync(["state", "push", "-no-color", "-lock-timeout=0s", rescued.Path], cancellationToken) is { } failure)
        {
            return failure;
        }

        // A push gives the state a serial of its own, and into an empty backend a lineage: what counts is that all the rest is there.
        var (pulled, lines) = await inspector.PullAsync(CancellationToken.None);
        return pulled.ExitCode != 0 ? $"it was pushed, and could not be read back: {StateInspector.WordsOf(pulled, lines)}"
            : StateText.AreSame(pulled.Captured, await File.ReadAllBytesAsync(rescued.Path, CancellationToken.None)) ? null
            : "it was pushed, and the backend holds another one all the same";
    }

    /// <summary>Removes a rescued state that the backend holds now.</summary>
    /// <param name="rescued">The state.</param>
    public static void Remove(RescuedState rescued)
    {
        ArgumentNullException.ThrowIfNull(rescued);
        File.Delete(rescued.Path);
    }

    private static async Task<string?> UnlockAsync(HttpStateLock http, CancellationToken cancellationToken)
    {
        try
        {
            await http.UnlockAsync(cancellationToken);
            return null;
        }
        catch (HttpRequestException failure)
        {
            return failure.Message;
        }
    }

    private async Task<string?> InitFailureAsync(CancellationToken cancellationToken)
    {
        var init = new TerraformInit(workspace, request.ToolVersion);
        if (init.IsDone())
        {
            return null;
        }

        var failure = await FailureAsync(["init", "-input=false", "-no-color"], cancellationToken);
        if (failure is null)
        {
            init.Done();
        }

        return failure;
    }

    private async Task<string?> FailureAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (result, lines) = await inspector.RunAsync(arguments, captures: false, changes: true, cancellationToken);
        return result.ExitCode == 0 ? null : $"terraform {arguments[0]}: {StateInspector.WordsOf(result, lines)}";
    }
}
