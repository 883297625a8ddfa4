using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using HyOps.Cli.Help;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Presentation.Errors;
using HyOps.Presentation.Problems;
using HyOps.Presentation.Screens;

namespace HyOps.Cli.Hosting;

/// <summary>Runs one command line: parses, calls the verb, shows what stopped it, and returns the exit code.</summary>
internal static class HyopsHost
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="world">The world.</param>
    /// <param name="interrupts">The signals.</param>
    /// <param name="cancellationToken">Beside the signals: a test's own.</param>
    /// <returns>The process's exit code: <see cref="ExitCode"/>, or the one of the command that <c>secrets exec</c> ran.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings world, Interrupts interrupts, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(interrupts.Token, cancellationToken);
        var options = new GlobalOptions();
        var parsed = HyopsCommand.Parse(world, options, args);
        var asked = Narrowed(world, args);
        var invocation = new Invocation(asked, parsed, options, interrupts);
        try
        {
            return await DispatchAsync(args, parsed, invocation, both.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The last door: everything that stops a verb is shown here, masked, and becomes an exit code.
            return (int)Fail(e, invocation, WantsJson(args));
        }
    }

    private static async Task<int> DispatchAsync(IReadOnlyList<string> args, ParseResult parsed, Invocation invocation, CancellationToken cancellationToken)
    {
        switch (parsed.Action)
        {
            case HelpAction:
                HelpText.Write(CommandPath.Parents(parsed), invocation.Out);
                return (int)ExitCode.Ok;
            case not null and not ParseErrorAction:
                // Verbs are called below and have no action of the parser's: this is the [suggest] directive, for shells.
                return await parsed.InvokeAsync(new InvocationConfiguration { Output = invocation.World.Terminal.Out, ProcessTerminationTimeout = null }, cancellationToken);
        }

        if (args.Count == 0)
        {
            HelpText.Write(CommandPath.Parents(parsed), invocation.Error);
            return (int)ExitCode.OperatorError;
        }

        return parsed.Errors.Count > 0 ? throw ParseErrors.First(parsed)
            : parsed.CommandResult.Command is Verb verb ? (int)await verb.Body(invocation, cancellationToken)
            : throw CommandLineException.NoVerb(CommandPath.Of(parsed.CommandResult));
    }

    private static ExitCode Fail(Exception exception, Invocation invocation, bool json)
    {
        var world = invocation.World;
        var report = ErrorReport.Of(exception, invocation.Masker.Mask, world.Variables.GetValueOrDefault(ErrorReport.TraceVariable) is { Length: > 0 });
        try
        {
            var problems = (exception as ContractsInvalidException)?.Problems ?? [];
            if (json)
            {
                JsonAnswer.Write(world, ErrorJson.Of(report, problems));
            }
            else
            {
                ProblemLines.Write(Screen.Out(world), problems);
            }

            ErrorView.Write(Screen.Error(world), report);
        }
        catch (IOException)
        {
            // Nobody reads any more (a closed pipe, a full disk below a redirection): the exit code still tells.
        }

        return report.ExitCode;
    }

    // Before and beside the parser, so that it holds for command lines that do not parse, too. What follows '--' belongs to a child.
    private static bool WantsJson(IReadOnlyList<string> args) => args.TakeWhile(arg => arg != "--").Contains("--json");

    private static Surroundings Narrowed(Surroundings world, IReadOnlyList<string> args) =>
        args.TakeWhile(arg => arg != "--").Contains("--no-color") ? world with { Terminal = world.Terminal with { Color = false } } : world;
}
