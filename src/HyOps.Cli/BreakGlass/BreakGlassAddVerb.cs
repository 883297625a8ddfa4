using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.BreakGlass;

/// <summary><c>hyops breakglass add</c>.</summary>
internal static class BreakGlassAddVerb
{
    internal static Verb Create()
    {
        var keys = new Argument<string[]>("keys") { HelpName = "KEY[=-]", Arity = ArgumentArity.ZeroOrMore, Description = "A key with the bundle's value; KEY=- takes it from standard input." };
        var ask = new Option<bool>("--ask") { Description = "Ask for the values at the terminal; what is typed is not shown." };
        var fromEnvironment = new Option<bool>("--from-env") { Description = "Take the values of the named keys from the environment." };
        var fromFile = new Option<string[]>("--from-file") { HelpName = "KEY=PATH", Description = "Take the value from a file, its last line end included. May be repeated." };
        return new Verb(
            "add",
            "Puts keys of the minimal set into the break-glass file, or new values in the place of old ones: all of them or none. Opens it first, and checks every tag.",
            (invocation, cancellationToken) =>
            {
                string[] given = invocation.Get(keys) ?? [];
                var names = given.Where(text => !text.Contains('=', StringComparison.Ordinal)).ToArray();
                var (fromEnv, asks) = (invocation.Get(fromEnvironment), invocation.Get(ask));
                return fromEnv && asks ? throw CommandLineException.Contradiction("--ask", "--from-env", "take the values from one place") : RunAsync(invocation, new AddOptions
                {
                    FromBundle = fromEnv || asks ? [] : KeyArguments.Parse(names),
                    Asked = asks ? KeyArguments.Parse(names) : [],
                    Given = new SetOptions { Assignments = [.. given.Except(names)], FromEnvironment = fromEnv ? [.. names] : [], FromFile = [.. invocation.Get(fromFile) ?? []] },
                }, cancellationToken);
            })
        {
            Arguments = { keys },
            Options = { ask, fromEnvironment, fromFile },
            Examples =
            [
                new("hyops breakglass add --env drill DB_PASSWORD", "takes the value that the bundle has now"),
                new("hyops breakglass add --env drill --ask DB_PASSWORD", "asks for the value, unseen"),
                new("pass show db | hyops breakglass add --env drill DB_PASSWORD=-", "takes the value from standard input"),
            ],
        };
    }

    private static async Task<Core.ExitCode> RunAsync(Invocation invocation, AddOptions options, CancellationToken cancellationToken)
    {
        var opened = OpenedBreakGlass.Of(invocation);
        var change = await new AddToBreakGlass(opened.Store, opened.Secrets.Store, invocation.Masker, invocation.World).RunAsync(options, cancellationToken);
        return BreakGlassAnswer.Give(invocation, opened, change);
    }
}
