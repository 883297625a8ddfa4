using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Preflight;
using HyOps.Engine.Preflight.Secrets;
using HyOps.Engine.Projects;
using HyOps.Presentation.Preflight;
using Command = System.CommandLine.Command;

namespace HyOps.Cli.Preflight;

/// <summary><c>hyops preflight</c>: everything that must hold before a run, each failure with its fix.</summary>
internal static class PreflightVerb
{
    internal static Command Create()
    {
        var options = new PreflightOptions();
        return new Verb(
            "preflight",
            "Checks everything that must hold before a run: contracts, tools, files, secrets, states, hosts. Changes nothing.",
            (invocation, cancellationToken) => RunAsync(invocation, options, cancellationToken))
        {
            Options = { options.Phase, options.Module, options.Inputs, options.AllowShell, options.Strict },
            Examples =
            [
                new("hyops preflight --env drill", "checks every phase of drill"),
                new("hyops preflight --env drill --phase dr --strict", "checks one phase; warnings count as failures"),
                new("hyops preflight --env drill --module platform/local/app --inputs app.yml", "checks one module"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, PreflightOptions options, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.Of(invocation);
        var request = new PreflightRequest
        {
            Project = Project.Find(invocation.World, invocation.Project),
            Environment = secrets.Chosen.Name,
            Root = secrets.Chosen.Root,
            Phase = PhaseNames.TryParse(invocation.Get(options.Phase), out var phase) ? phase : null,
            Module = options.ModuleOf(invocation),
            InputsFile = options.InputsOf(invocation),
            AllowedShellKeys = KeyArguments.Parse(invocation.Get(options.AllowShell)),
            Strict = invocation.Get(options.Strict),
        };
        var services = Composition.Of(invocation.World) with { Masker = invocation.Masker, Runner = secrets.Runner };
        var preflight = new RunPreflight(services, new BundleAccess(secrets.Passwords, secrets.Store));
        var report = await preflight.RunAsync(request, cancellationToken);
        return invocation.Answer(report.ExitCode, () => PreflightJson.Of(report), screen => PreflightView.Write(screen, report));
    }
}
