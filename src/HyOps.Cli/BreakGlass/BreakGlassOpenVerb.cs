using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.BreakGlass;

/// <summary><c>hyops breakglass open</c>: a command with the asked keys in its environment, and no others; its output masked; all of it recorded.</summary>
internal static class BreakGlassOpenVerb
{
    internal static Verb Create()
    {
        var keys = new Option<string[]>("--key") { HelpName = "KEY", Description = "A key that the command gets. May be repeated." };
        var runbook = new Option<string?>("--runbook") { HelpName = "PATH", Description = "The runbook that allows it: the one that environment.yml names." };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why; the record keeps it." };
        var confirm = new Option<string?>("--confirm") { HelpName = "NAME", Description = "The environment's name, where nobody is at a terminal to be asked." };
        var command = new Argument<string[]>("command") { HelpName = "COMMAND", Arity = ArgumentArity.OneOrMore, Description = "The command with its arguments, after --." };
        return new Verb(
            "open",
            "Runs a command with the asked keys of the break-glass file in its environment, and no others. Only under the environment's runbook, with a reason, confirmed; "
            + "a record is on the disk before anything is decrypted. The command's output is masked, its exit code is passed on.",
            (invocation, cancellationToken) =>
            {
                var words = invocation.Get(command)!;
                var options = new OpenBreakGlassOptions
                {
                    Exec = new ExecOptions { Program = words[0], Arguments = [.. words[1..]], Keys = KeyArguments.Parse(invocation.Get(keys)) },
                    Runbook = invocation.Path(runbook),
                    Reason = invocation.Get(reason),
                    Confirmation = invocation.Get(confirm),
                };
                return RunAsync(invocation, options, cancellationToken);
            })
        {
            Arguments = { command },
            Options = { keys, runbook, reason, confirm },
            Examples =
            [
                new("hyops breakglass open --env drill --runbook docs/runbooks/break-glass.md --reason 'INC-4711: the vault is gone' --key PGPASSWORD -- psql -h db", "gives psql the one key that it needs"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, OpenBreakGlassOptions options, CancellationToken cancellationToken)
    {
        var services = Composition.Of(invocation.World);
        invocation.Masker = services.Masker;
        var chosen = ChosenBreakGlass.From(invocation.World, invocation.Project, ChosenEnvironment.From(invocation.World, invocation.Environment, invocation.Root));
        var result = await new OpenBreakGlass(services, chosen).RunAsync(options, new PassedOutput(invocation.World.Terminal), cancellationToken);
        foreach (var notice in result.Notices)
        {
            invocation.Error.WriteLine(notice);
        }

        invocation.Error.WriteLine($"record: {result.RecordDirectory}");
        return result.Interrupted ? ExitCode.Interrupted : (ExitCode)result.ExitCode;
    }
}
