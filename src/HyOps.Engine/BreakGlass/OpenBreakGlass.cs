using HyOps.Core.Commands;
using HyOps.Core.Guardrails;
using HyOps.Core.Problems;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>
/// Opens the break-glass file for one command: under the environment's runbook, with a reason, confirmed. What is about to happen is on the disk
/// before anything is decrypted. The values are in the environment of that command, and nowhere else.
/// </summary>
/// <param name="services">What it stands on.</param>
/// <param name="chosen">The environment and its file.</param>
public sealed class OpenBreakGlass(EngineServices services, ChosenBreakGlass chosen)
{
    private readonly BreakGlassStore store = new(chosen.Settings, chosen.ProjectRoot, services.Runner, services.Masker, services.World);

    /// <summary>Does it.</summary>
    /// <param name="options">What to run, and on which occasion.</param>
    /// <param name="output">Takes the command's output.</param>
    /// <param name="cancellationToken">One interrupt to the command.</param>
    /// <exception cref="Core.HyOpsException">It is not allowed, or the file does not open; the record says so too.</exception>
    public async Task<OpenBreakGlassResult> RunAsync(OpenBreakGlassOptions options, ICommandOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var permit = BreakGlassPermit.Require(services.World, chosen.Settings, chosen.ProjectRoot, options.Runbook, options.Reason);
        RequireKeys(options.Exec, store.Read());
        var confirmed = await ConfirmAsync(options, cancellationToken).ConfigureAwait(false);
        using var journal = RunJournal.Create(chosen.Chosen.Root.LogsDirectory, RunId.Create("breakglass", services.World.Clock), services.Masker, services.World.Clock);
        var record = new BreakGlassRecord(services, chosen, permit, options.Exec, journal);
        record.Begin(confirmed);
        try
        {
            var secrets = (await store.OpenAsync(cancellationToken).ConfigureAwait(false)).Secrets().Only(options.Exec.Keys);
            var notice = $"opened: {string.Join(", ", options.Exec.Keys)}; once this is over, rotate what was opened: hyops secrets rotate --env {chosen.Chosen.Name} {string.Join(' ', options.Exec.Keys)}; then: hyops breakglass rotate --env {chosen.Chosen.Name}";
            record.Opened(secrets, notice);
            var command = ExecWithSecrets.CommandFor(services.World, chosen.Chosen.Name.Value, options.Exec, secrets);
            var result = await services.Runner.RunAsync(command, output, cancellationToken).ConfigureAwait(false);
            List<string> notices = [notice];
            // Not the command's token: the record of an interrupted opening is sealed like any other.
            if (await record.FinishAsync(result, CancellationToken.None).ConfigureAwait(false) is { } unsigned)
            {
                notices.Add($"the record is not signed: {unsigned}");
            }

            return new OpenBreakGlassResult(result.ExitCode, result.Interrupted, journal.Directory, notices);
        }
        catch (Exception e)
        {
            await record.StopAsync(e, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private void RequireKeys(ExecOptions exec, SopsDocument document)
    {
        if (exec.Keys.IsEmpty)
        {
            throw BreakGlassException.NoKeyAsked();
        }

        var there = document.Leaves.Where(leaf => !leaf.IsComment).Select(leaf => leaf.Key).ToHashSet(StringComparer.Ordinal);
        if (exec.Keys.Where(key => !there.Contains(key.Value)).Select(key => key.Value).ToList() is { Count: > 0 } absent)
        {
            throw BreakGlassException.NoSuchKey(chosen.Settings.File, absent, there);
        }

        if (exec.Keys.Where(key => !chosen.Settings.Keys.Contains(key)).ToList() is { Count: > 0 } others)
        {
            throw BreakGlassException.NotMinimal(chosen.Settings, others);
        }
    }

    private async Task<Verdict> ConfirmAsync(OpenBreakGlassOptions options, CancellationToken cancellationToken)
    {
        const string guardrail = "break-glass-confirmed";
        var name = chosen.Chosen.Name.Value;
        if (options.Confirmation is { } said)
        {
            return said == name ? Verdict.Allow(guardrail, $"--confirm {name}") : throw BreakGlassException.NotConfirmed($"--confirm names {Shown.Text(said)}", name);
        }

        var prompt = services.World.Terminal.Prompt ?? throw BreakGlassException.NotConfirmed("there is no terminal to ask at", name);
        var typed = await prompt.AskAsync($"This opens {chosen.Settings.File} for {string.Join(", ", options.Exec.Keys)}, and is recorded. Type the environment's name ({name}) to go on: ", cancellationToken).ConfigureAwait(false);
        return typed?.Trim() == name ? Verdict.Allow(guardrail, "confirmed at the terminal") : throw BreakGlassException.NotConfirmed("what was typed is not the environment's name", name);
    }
}
