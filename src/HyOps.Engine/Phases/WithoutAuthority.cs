using System.Globalization;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;
using HyOps.Engine.Secrets.Drift;

namespace HyOps.Engine.Phases;

/// <summary>What the operator still has while the authority gives steady state nothing, in commands as they are typed. The bundle is not opened for it.</summary>
/// <param name="environment">The environment.</param>
/// <param name="root">Its runtime root: knows when bundle and authority were compared last.</param>
/// <param name="store">The bundle.</param>
/// <param name="clock">Tells how long ago that was.</param>
internal sealed class WithoutAuthority(EnvironmentDefinition environment, RuntimeRoot root, BundleStore store, TimeProvider clock)
{
    /// <summary>What was not done, for the end of the message.</summary>
    public const string Untouched = "no step was started, and the bundle was not taken in the authority's place";

    /// <summary>The lines that follow the fix.</summary>
    public string Advice => string.Join('\n', ["what still works without it:", .. Lines().Select(line => $"  {line}")]);

    private IEnumerable<string> Lines()
    {
        var (env, confirm) = ($"--env {environment.Name}", environment.Tier is Tier.Local ? "" : $" --confirm {environment.Name}");
        if (!store.Exists)
        {
            yield return $"no phase: there is no bundle at {store.FilePath}. Another runner's vault/ directory, or the break-glass file, has the values";
        }
        else
        {
            yield return $"hyops run dr {env}{confirm}: only if the site is lost. It takes the bundle, and calls no authority";
            yield return $"hyops run bootstrap {env}: it takes the bundle{(environment.Authority is { SeedAfterBootstrap: true } ? "; seeding the authority, at its end, would fail (21)" : "")}";
            yield return $"hyops run steady-state {env} --secrets-from bundle --reason TEXT: this one run, only while it is down. {Age()}";
            yield return $"hyops secrets keys {env}, hyops secrets exec {env} --key KEY -- COMMAND: the bundle's values";
        }

        yield return $"hyops runs list {env}, hyops runs report RUN {env} --html: what was done so far";
    }

    private string Age()
    {
        if (Last() is not { } last)
        {
            return "Whether the bundle is in step is not known: it was never compared with the authority here";
        }

        var days = (int)(clock.GetUtcNow() - last.ComparedAt).TotalDays;
        var when = string.Create(CultureInfo.InvariantCulture, $"{last.ComparedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {days} {(days == 1 ? "day" : "days")} ago");
        return last.BundleBehind.Count > 0 ? $"The bundle was behind when they were compared last ({when}): {string.Join(", ", last.BundleBehind)}"
            : last.Complete ? $"The bundle was in step when they were compared last ({when})"
            : $"Whether the bundle is in step is not known: not all could be compared ({when})";
    }

    // A note that cannot be read must not stand in the place of what is wrong.
    private LastComparison? Last()
    {
        try
        {
            return LastComparison.Read(root);
        }
        catch (HyOpsException)
        {
            return null;
        }
    }
}
