using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HyOps.Contracts.Projects;
using HyOps.Core.Configuration;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Runs;
using HyOps.Drivers.Stacks;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Plans;

/// <summary>What a plan of a run is bound to, as it is now.</summary>
/// <param name="run">The run.</param>
/// <param name="project">The project.</param>
/// <param name="record">Holds the commit and the version of HyOps.</param>
/// <param name="fingerprintKey">The key for fingerprints of secrets.</param>
internal sealed class PlanBindings(PhaseRun run, ProjectFolders project, RunRecord record, byte[] fingerprintKey)
{
    private const int LargestContract = 16 * 1024 * 1024;

    /// <summary>All of them.</summary>
    /// <param name="plan">The phase.</param>
    /// <param name="worktree">What differs from the commit.</param>
    /// <param name="requests">The steps that can be planned, as their drivers see them.</param>
    public ImmutableArray<PlanBinding> Of(PhasePlan plan, string worktree, IReadOnlyDictionary<string, DriverRequest> requests) =>
    [
        new(PlanParts.Environment, null, null, run.Environment.Name.Value),
        new(PlanParts.Phase, null, null, PhaseNames.Of(plan.Phase)),
        new(PlanParts.Root, null, null, run.Root.FullPath),
        new(PlanParts.HyOps, null, null, record.HyopsVersion),
        new(PlanParts.Commit, null, null, record.Git?.Commit ?? "none"),
        new(PlanParts.Worktree, null, null, worktree),
        new(PlanParts.EnvironmentFile, null, null, DigestOf(Path.Combine(run.Environment.Directory, "environment.yml"))),
        new(PlanParts.Steps, null, null, string.Join(", ", plan.Steps.Select(step => step.Id))),
        .. plan.Steps.Where(step => requests.ContainsKey(step.Id)).SelectMany(step => OfStep(step, requests[step.Id])),
    ];

    private IEnumerable<PlanBinding> OfStep(PlanStep step, DriverRequest request)
    {
        var contract = step.Module.Contract;
        yield return new(PlanParts.Tool, step.Id, null, $"{run.Drivers[contract.Driver].Tool.Key} {request.ToolVersion}");
        yield return new(PlanParts.Contract, step.Id, null, $"{project.Show(contract.Directory)} {DigestOf(Path.Combine(contract.Directory, "spec.yml"))}");
        yield return new(PlanParts.Stack, step.Id, null, StackDigest.Of(request.StackDirectory));
        if (contract.Driver is DriverKind.Ansible)
        {
            yield return new(PlanParts.Inventory, step.Id, null, StackDigest.Of(request.InventoryDirectory));
        }

        foreach (var input in Inputs(step).Concat(Secrets(request)))
        {
            yield return input with { Step = step.Id };
        }
    }

    // A wired input is bound by where it comes from; its value is compared when the step's turn comes and the value is known.
    private static IEnumerable<PlanBinding> Inputs(PlanStep step)
    {
        var wires = step.Wires.ToDictionary(wire => wire.Input, wire => $"steps.{wire.FromStep}.outputs.{wire.Output}", StringComparer.Ordinal);
        foreach (var (name, value) in InputsJson.Of(step.Module.Inputs).Where(input => !wires.ContainsKey(input.Key)))
        {
            yield return new(PlanParts.Input, null, name, DigestOf(Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null")));
        }

        foreach (var (name, source) in wires)
        {
            yield return new(PlanParts.Input, null, name, source);
        }
    }

    private IEnumerable<PlanBinding> Secrets(DriverRequest request) =>
        request.Secrets.Secrets.Select(secret => (Name: secret.Key.Value, secret.Value))
            .Concat(request.Credentials.Select(credential => (credential.Name, credential.Value)))
            .GroupBy(secret => secret.Name, StringComparer.Ordinal)
            .Select(group => new PlanBinding(PlanParts.Secret, null, group.Key, string.Join(' ', group.Select(secret => FingerprintOf(secret.Value)))));

    private string FingerprintOf(Core.Secrets.SecretValue value)
    {
        var bytes = Encoding.UTF8.GetBytes(value.Reveal());
        try
        {
            return Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, bytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string DigestOf(string file) => DigestOf(PrivateFile.Read(file, LargestContract));

    private static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
