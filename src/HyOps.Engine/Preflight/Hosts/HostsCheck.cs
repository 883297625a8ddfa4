using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Core.Problems;

namespace HyOps.Engine.Preflight.Hosts;

/// <summary>The hosts of the environment's inventory answer on their SSH ports. Only where Ansible would run; nobody logs in.</summary>
/// <param name="environment">Whose inventory, and from which plane hosts are reached.</param>
internal sealed class HostsCheck(EnvironmentDefinition environment) : ICheck
{
    private const int AtOnce = 16;

    /// <inheritdoc/>
    public string Name => "inventory-hosts";

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.ToolFailed;

    private string File => Path.Combine(environment.Directory, InventoryReader.FileName);

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (!Path.Exists(File))
        {
            return CheckResult.Failed($"{File}: there is no inventory for Ansible", "write it: the hosts and groups that playbooks name, in Ansible's YAML form");
        }

        var problems = new ProblemList();
        var hosts = new InventoryReader(environment.Directory).Read(problems);
        if (problems.HasErrors)
        {
            return CheckResult.NotApplicable($"not checked: {File} is YAML that is not read here: {problems.ToImmutable()[0].Message}");
        }

        var asked = hosts.Where(host => !host.IsLocal && host.WhyNotLookedAt is null).ToImmutableArray();
        var silent = await AskAsync(asked, cancellationToken).ConfigureAwait(false);
        var unsure = silent.Where(one => one.Host.WhySilenceTellsNothing is not null).ToList();
        var others = hosts.Where(host => !host.IsLocal && host.WhyNotLookedAt is not null).Select(host => $"; {host.Name} not checked: {host.WhyNotLookedAt}")
            .Concat(unsure.Select(one => $"; {one.Host.Name} not checked: {one.Wrong} here, and {one.Host.WhySilenceTellsNothing}"));
        return Judge(hosts, [.. silent.Except(unsure)], asked.Length - unsure.Count, string.Concat(others));
    }

    private static async Task<List<(InventoryHost Host, string Wrong)>> AskAsync(ImmutableArray<InventoryHost> hosts, CancellationToken cancellationToken)
    {
        var answers = new string?[hosts.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, hosts.Length),
            parallel,
            async (index, token) => answers[index] = await SshGreeting.WhatIsWrongAsync(hosts[index].Address, hosts[index].Port, token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. hosts.Zip(answers).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))];
    }

    private CheckResult Judge(IReadOnlyList<InventoryHost> hosts, List<(InventoryHost Host, string Wrong)> silent, int asked, string others)
    {
        var local = hosts.Count(host => host.IsLocal);
        if (silent.Count == 0)
        {
            return asked > 0 ? CheckResult.Ok($"{asked} of {asked} answer by SSH{(local > 0 ? $", {local} local" : "")}{others}")
                : CheckResult.NotApplicable(hosts.Count == 0 ? $"{File} names no host" : $"no host is reached by SSH: {local} local{others}");
        }

        var detail = string.Join("; ", silent.Select(one => $"{one.Host.Name} ({one.Host.Address}:{one.Host.Port}): {one.Wrong}")) + others;
        var first = silent[0].Host;
        var fix = $"start it, open the way, or correct ansible_host in {File}; this shows more: ssh -v -p {first.Port} {first.Address} exit";
        // Where hosts are reached from a runner, this machine may be the wrong one to ask.
        return environment.ExecutionPlane is ExecutionPlane.RunnerLocal
            ? CheckResult.Warning(detail, $"on the runner, from which this environment's hosts are reached: {fix}")
            : CheckResult.Failed(detail, fix);
    }
}
