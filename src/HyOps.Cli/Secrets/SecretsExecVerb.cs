using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.Redaction;
using HyOps.Drivers.Processes;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets exec</c>: a command with the asked keys in its environment, and no others; its output masked.</summary>
internal static class SecretsExecVerb
{
    internal static Verb Create()
    {
        var keys = new Option<string[]>("--key") { HelpName = "KEY", Description = "A key that the command gets. May be repeated." };
        var noMask = new Option<bool>("--no-mask") { Description = "Do not mask the command's output. Only on a terminal." };
        var command = new Argument<string[]>("command") { HelpName = "COMMAND", Arity = ArgumentArity.OneOrMore, Description = "The command with its arguments, after --." };
        return new Verb(
            "exec",
            "Runs a command with the asked keys in its environment, and no others. Its output is masked, its exit code is passed on.",
            (invocation, cancellationToken) =>
            {
                var words = invocation.Get(command)!;
                var options = new ExecOptions { Program = words[0], Arguments = [.. words[1..]], Keys = KeyArguments.Parse(invocation.Get(keys)), NoMask = invocation.Get(noMask) };
                return RunAsync(invocation, options, cancellationToken);
            })
        {
            Arguments = { command },
            Options = { keys, noMask },
            Examples = [new("hyops secrets exec --env drill --key PGPASSWORD -- psql -h db -c 'select 1'", "gives psql the one key that it needs")],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, ExecOptions options, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.ForReading(invocation);
        var unmasked = new ProcessCommandRunner(new Masker { KeyedNames = false }, invocation.World.Clock);
        var exec = new ExecWithSecrets(secrets.Store, invocation.World, secrets.Runner, unmasked);
        var result = await exec.RunAsync(options, new PassedOutput(invocation.World.Terminal), cancellationToken);
        return result.Interrupted ? ExitCode.Interrupted : (ExitCode)result.ExitCode;
    }
}
