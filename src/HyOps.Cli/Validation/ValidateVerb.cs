using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Version;
using HyOps.Contracts.Reports;
using HyOps.Core;
using HyOps.Core.Problems;
using HyOps.Presentation.Problems;

namespace HyOps.Cli.Validation;

/// <summary><c>hyops validate</c>: contracts, inputs and environments; starts nothing, touches no network.</summary>
internal static class ValidateVerb
{
    internal static Command Create()
    {
        var options = new ValidateOptions();
        return new Verb(
            "validate",
            "Checks contracts, inputs and environments, and lists every problem with its place and its fix. Starts nothing and touches no network. "
            + "Without options it checks the whole project: every module with its defaults, and every environment.",
            (invocation, cancellationToken) => RunAsync(options, invocation, cancellationToken))
        {
            Options = { options.ModulesRoot, options.Module, options.Inputs, options.InactiveDefaults, options.Sarif },
            Examples =
            [
                new("hyops validate", "checks the whole project"),
                new("hyops validate --env drill", "checks one environment: its steps, their modules and inputs"),
                new("hyops validate --module platform/local/app --inputs my.yml", "tries inputs out on one module"),
                new("hyops validate --modules-root ../other/modules --json", "checks any tree of modules, for programs"),
                new("hyops validate --sarif > problems.sarif", "writes SARIF 2.1.0, for code scanning"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(ValidateOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var scope = ValidationScope.Of(invocation, options);
        var results = await Task.Run(() => scope.Validate(cancellationToken), cancellationToken);
        var problems = results.SelectMany(result => result.Problems).Distinct().ToList();
        Write(invocation, invocation.Get(options.Sarif), problems);
        invocation.Error.WriteLine($"{scope.What}: {ProblemLines.Totals(problems)}");
        return problems.Exists(problem => problem.Severity is Severity.Error) ? ExitCode.InvalidContract : ExitCode.Ok;
    }

    private static void Write(Invocation invocation, bool sarif, List<Problem> problems)
    {
        if (!sarif && !invocation.Json)
        {
            ProblemLines.Write(invocation.Out, problems);
            return;
        }

        using var document = new MemoryStream();
        if (sarif)
        {
            SarifReport.Write(problems, VersionVerb.Current, null, document);
        }
        else
        {
            JsonReport.Write(problems, document);
        }

        invocation.World.Terminal.Out.Write(System.Text.Encoding.UTF8.GetString(document.ToArray()).TrimEnd('\n') + "\n");
    }
}
