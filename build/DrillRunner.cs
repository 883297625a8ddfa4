using HyOps.Cake.Hosting;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Tools;

namespace Build;

/// <summary>
/// The recovery of the drill environment is run from its runner's network, which has no way to the site that is lost: the target DR becomes itself there.
/// An ordinary user's platform is on loopback addresses and has no such network; where none stands, the run itself says what lacks.
/// </summary>
/// <param name="world">The world.</param>
internal sealed class DrillRunner(Surroundings world)
{
    private const string Environment = "drill";
    private const string Namespace = "hyops-drill-runner";

    // 'ip netns exec' leaves no trace in the environment by which a program knows where it is.
    private const string Variable = "HYOPS_DRILL_RUNNER";

    /// <summary>Becomes the same command line within the runner's network, where that is needed; else returns.</summary>
    /// <param name="line">The checked command line.</param>
    /// <exception cref="HyOpsException">The system refused.</exception>
    public void BecomeItWhereNeeded(CommandLine line)
    {
        if (world.Variables.ContainsKey(Variable) || line.Value("env") != Environment || !line.All("target").Contains("DR", StringComparer.OrdinalIgnoreCase)
            || !world.IsPrivileged || !File.Exists($"/run/netns/{Namespace}") || ProgramSearch.Find("ip", "/usr/sbin:/sbin:/usr/bin:/bin") is not { } ip)
        {
            return;
        }

        world.Terminal.Error.Write($"the recovery runs in the network of {Namespace}\n");
        ProcessImage.Replace(ip, ["netns", "exec", Namespace, "/usr/bin/env", $"{Variable}=1", Path.Combine(AppContext.BaseDirectory, "hyops-build"), .. line.Canonical()]);
    }
}
