using System.Globalization;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Drivers.Processes;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.BundleWriter;

/// <summary>Sets secrets through the real use case, as <c>hyops secrets set</c> does, without starting a program for each.</summary>
internal static class Writer
{
    /// <summary>Sets keys one after another, each in a write of its own.</summary>
    internal static async Task<int> ManyAsync(string passwordFile, string prefix, int count)
    {
        var world = RealSurroundings.Read();
        for (var at = 0; at < count; at++)
        {
            await SetAsync(world, passwordFile, $"{prefix}_{at}=value of {prefix}_{at}");
        }

        return 0;
    }

    /// <summary>Sets two keys to a new value, again and again, until it is killed; says each value that is in the bundle for sure.</summary>
    internal static async Task<int> EndlessAsync(string passwordFile, string canary)
    {
        var world = RealSurroundings.Read();
        for (var round = 1; ; round++)
        {
            var number = round.ToString(CultureInfo.InvariantCulture);
            await SetAsync(world, passwordFile, $"ONE={canary}-{number}", $"OTHER={canary}-{number}");
            await Console.Out.WriteLineAsync(number);
        }
    }

    /// <summary>The same with a break-glass file, which is there.</summary>
    internal static async Task<int> GlassAsync(string file, string canary)
    {
        var world = RealSurroundings.Read();
        var settings = new BreakGlassSettings(file, "runbook.md", new SourceLocation("environment.yml")) { Keys = [SecretName.Parse("ONE"), SecretName.Parse("OTHER")] };
        for (var round = 1; ; round++)
        {
            var (masker, number) = (new Masker(), round.ToString(CultureInfo.InvariantCulture));
            var store = new BreakGlassStore(settings, world.WorkingDirectory, new ProcessCommandRunner(masker, world.Clock), masker, world);
            var options = new AddOptions { Given = new SetOptions { Assignments = [$"ONE={canary}-{number}", $"OTHER={canary}-{number}"] } };
            await new AddToBreakGlass(store, Bundle(world, "none", masker), masker, world).RunAsync(options, CancellationToken.None);
            await Console.Out.WriteLineAsync(number);
        }
    }

    private static Task<SetResult> SetAsync(Surroundings world, string passwordFile, params string[] assignments)
    {
        var masker = new Masker();
        return new SetSecrets(Bundle(world, passwordFile, masker), masker, world).RunAsync(new SetOptions { Assignments = [.. assignments] }, CancellationToken.None);
    }

    private static BundleStore Bundle(Surroundings world, string passwordFile, Masker masker)
    {
        var chosen = ChosenEnvironment.From(world, "dev", null);
        var passwords = new VaultPasswordSource(new VaultPasswordOptions { File = passwordFile }, chosen, world, new ProcessCommandRunner(masker, world.Clock), masker);
        return new BundleStore(chosen, passwords, masker, world.Clock);
    }
}
