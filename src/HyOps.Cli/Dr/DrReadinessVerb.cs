using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Preflight;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Passwords;
using HyOps.Engine.Preflight;
using HyOps.Engine.Preflight.Secrets;
using HyOps.Engine.Projects;
using HyOps.Presentation.Preflight;

namespace HyOps.Cli.Dr;

/// <summary><c>hyops dr readiness</c>: would a recovery work now?</summary>
internal static class DrReadinessVerb
{
    internal static Verb Create()
    {
        var strict = new Option<bool>("--strict") { Description = "Warnings count as failures." };
        return new Verb(
            "readiness",
            "Says whether a recovery would work now: everything that preflight checks for dr, with a password that needs no workstation, and the age of the last comparison and the last drill. Changes nothing.",
            (invocation, cancellationToken) => RunAsync(invocation, invocation.Get(strict), cancellationToken))
        {
            Options = { strict },
            Examples =
            [
                new("hyops dr readiness --env site --vault-password-file /run/secrets/vault", "for a nightly job: 0 where a recovery would work"),
                new("hyops dr readiness --env site --strict --json", "the same for programs; warnings count"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, bool strict, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.ForReading(invocation, invocation.VaultPassword with { WithoutWorkstation = true, Asking = PasswordAsking.Never });
        var request = new PreflightRequest
        {
            Project = Project.Find(invocation.World, invocation.Project),
            Environment = secrets.Chosen.Name,
            Root = secrets.Chosen.Root,
            Phase = Phase.Dr,
            Readiness = true,
            Strict = strict,
        };
        var services = Composition.Of(invocation.World) with { Masker = invocation.Masker, Runner = secrets.Runner };
        var report = await new RunPreflight(services, new BundleAccess(secrets.Passwords, secrets.Store)).RunAsync(request, cancellationToken);
        return invocation.Answer(report.ExitCode, () => PreflightJson.Of(report), screen => PreflightView.Write(screen, report));
    }
}
