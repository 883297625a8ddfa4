using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Engine.Rotation;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.Rotation;

/// <summary>The arguments of <c>hyops secrets rotate</c>.</summary>
internal sealed partial class RotateArguments
{
    internal Argument<string[]> Keys { get; } = KeyArguments.Many("The keys to rotate; with --resume none means all that are open.");

    internal Option<bool> Plan { get; } = new("--plan") { Description = "Only list: consumers, what will happen to each, and what stands against it." };

    internal Option<bool> Resume { get; } = new("--resume") { Description = "Go on where a rotation stopped." };

    internal Option<string[]> ValueFrom { get; } = new("--value-from")
    {
        HelpName = "KEY=PATH",
        Description = "Take the new value from a file, or with KEY=- from standard input, instead of generating it. May be repeated.",
    };

    internal Option<string[]> FromEnvironment { get; } = new("--from-env") { HelpName = "KEY", Description = "Take the new value from the environment variable of that name. May be repeated." };

    internal Option<bool> Sync { get; } = new("--sync") { Description = "Tell External Secrets Operator to read the authority now, instead of waiting for its refresh." };

    internal Option<string?> Wait { get; } = new("--wait") { HelpName = "TIME", Description = "How long to wait for the cluster to follow: 90s, 10m, 0s. Default: 2m." };

    internal Option<bool> DisableUnverified { get; } = new("--disable-unverified") { Description = "Disable the old version although a consumer could not be verified; needs --reason. One that failed still stops it." };

    internal Option<string?> Reason { get; } = new("--reason") { HelpName = "TEXT", Description = "Why, for the record." };

    internal Option<string?> Confirm { get; } = new("--confirm") { HelpName = "NAME", Description = "The environment's name once more: required for production." };

    internal Option<string[]> AllowShell { get; } = new("--allow-shell") { HelpName = "KEY", Description = "Let the steps that run again take this key from the shell. May be repeated." };

    internal RotateOptions Read(Invocation invocation)
    {
        var values = invocation.Get(ValueFrom) ?? [];
        return new RotateOptions
        {
            Keys = KeyArguments.Parse(invocation.Get(Keys)),
            Project = invocation.Project,
            Environment = invocation.Environment,
            Root = invocation.Root,
            Plan = invocation.Get(Plan),
            Resume = invocation.Get(Resume),
            Given = new SetOptions
            {
                Assignments = [.. values.Where(IsInput)],
                FromFile = [.. values.Where(value => !IsInput(value))],
                FromEnvironment = [.. invocation.Get(FromEnvironment) ?? []],
            },
            Sync = invocation.Get(Sync),
            Wait = invocation.Get(Wait) is { } wait ? Duration(wait) : TimeSpan.FromMinutes(2),
            DisableUnverified = invocation.Get(DisableUnverified),
            Reason = invocation.Get(Reason),
            Confirmation = invocation.Get(Confirm),
            AllowedShellKeys = KeyArguments.Parse(invocation.Get(AllowShell)),
            Password = invocation.VaultPassword,
        };
    }

    private static bool IsInput(string value) => value.EndsWith("=-", StringComparison.Ordinal);

    private static TimeSpan Duration(string text)
    {
        var match = Form().Match(text);
        var number = match.Success ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : throw CommandLineException.BadValue("--wait", "a time such as 90s, 10m or 1h");
        return TimeSpan.FromSeconds(number * match.Groups[2].Value switch { "h" => 3600, "m" => 60, _ => 1 });
    }

    [GeneratedRegex(@"\A([0-9]{1,5})([smh])\z")]
    private static partial Regex Form();
}
