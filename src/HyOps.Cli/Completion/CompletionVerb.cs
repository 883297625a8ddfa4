using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;

namespace HyOps.Cli.Completion;

/// <summary><c>hyops completion bash|zsh|fish</c>: prints the script that makes a shell complete <c>hyops</c>.</summary>
internal static class CompletionVerb
{
    internal static Command Create()
    {
        var shell = new Argument<string>("shell") { HelpName = "SHELL", Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        return new Verb("completion", "Prints the script that makes a shell complete hyops.", (invocation, _) =>
        {
            var script = CompletionScripts.For(invocation.Get(shell)!);
            return Task.FromResult(invocation.Answer(ExitCode.Ok, () => new() { ["script"] = script }, screen => screen.Writer.Write(script)));
        })
        {
            Arguments = { shell },
            Examples =
            [
                new("source <(hyops completion bash)", "completes in this shell; add the line to ~/.bashrc to keep it"),
                new("hyops completion zsh > \"${fpath[1]}/_hyops\"", "completes in new zsh shells"),
                new("hyops completion fish > ~/.config/fish/completions/hyops.fish", "completes in fish"),
            ],
        };
    }
}
