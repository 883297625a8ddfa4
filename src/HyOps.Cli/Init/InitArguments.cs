using System.Collections.Immutable;
using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.Init;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.Init;

/// <summary>The command line of <c>init</c>.</summary>
internal sealed class InitArguments
{
    internal Argument<string> Target { get; } = CreateTarget();

    internal Option<bool> NonInteractive { get; } = new("--non-interactive") { Description = "Ask nothing: what is missing is an error that names all of it." };

    internal Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check and verify, and write nothing." };

    internal Option<bool> Force { get; } = new("--force") { Description = "Replace credentials that are there and differ." };

    internal Option<string?> OutDirectory { get; } = new("--out-dir") { HelpName = "DIR", Description = "Write config/, credentials/ and meta/ below DIR instead of the runtime root." };

    internal Option<string?> Config { get; } = new("--config") { HelpName = "FILE", Description = "Read this config instead of the runtime root's. It is not written." };

    internal Option<string[]> Set { get; } = new("--set") { HelpName = "NAME=VALUE", Description = "Set a field that is no secret, for this call; the first call writes it into the config. May be repeated." };

    internal InitOptions Read(Invocation invocation, BundleStore store) => new()
    {
        Target = invocation.Get(Target)!,
        NonInteractive = invocation.Get(NonInteractive),
        DryRun = invocation.Get(DryRun),
        Force = invocation.Get(Force),
        OutDirectory = invocation.Path(OutDirectory) is { } directory ? invocation.World.Absolute(directory) : null,
        ConfigFile = invocation.Path(Config) is { } file ? invocation.World.Absolute(file) : null,
        Settings = [.. (invocation.Get(Set) ?? []).Select(ParseSetting)],
        Password = invocation.VaultPassword,
        AllowedReservedKeys = store.AllowedReservedKeys.ToImmutableHashSet(),
    };

    // Without a name, what was typed may be a value.
    private static KeyValuePair<string, string> ParseSetting(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, var value] ? KeyValuePair.Create(name, value) : throw CommandLineException.BadValue("--set", "NAME=VALUE");

    private static Argument<string> CreateTarget()
    {
        var target = new Argument<string>("target") { HelpName = "TARGET", Description = "The system: proxmox, azure, gcp, aws, hetzner or hashicorp-vault." };
        target.CompletionSources.Add(_ => InitTargets.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        return target;
    }
}
