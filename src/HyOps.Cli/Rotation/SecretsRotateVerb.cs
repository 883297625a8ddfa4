using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Rotation;
using HyOps.Presentation.Rotation;

namespace HyOps.Cli.Rotation;

/// <summary><c>hyops secrets rotate</c>.</summary>
internal static class SecretsRotateVerb
{
    internal static Verb Create()
    {
        var arguments = new RotateArguments();
        return new Verb(
            "rotate",
            "Rotates secrets at their source: lists the consumers, checks that everything later is possible, writes a new version into the authority, runs the modules again that use it, "
            + "verifies that every consumer follows, and only then disables the old version. It can be resumed after every step.",
            (invocation, cancellationToken) => RunAsync(invocation, arguments.Read(invocation), cancellationToken))
        {
            Arguments = { arguments.Keys },
            Options =
            {
                arguments.Plan, arguments.Resume, arguments.ValueFrom, arguments.FromEnvironment, arguments.Sync, arguments.Wait,
                arguments.DisableUnverified, arguments.Reason, arguments.Confirm, arguments.AllowShell,
            },
            Examples =
            [
                new("hyops secrets rotate NETBOX_DB_PASSWORD --env prod --plan", "lists who uses it, and what a rotation would do"),
                new("hyops secrets rotate NETBOX_DB_PASSWORD --env prod --confirm prod --sync", "rotates it, and has the cluster follow at once"),
                new("hyops secrets rotate LICENSE_KEY --env drill --value-from LICENSE_KEY=-", "takes the new value from standard input"),
                new("hyops secrets rotate --env prod --confirm prod --resume", "goes on with every rotation that is open"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, RotateOptions options, CancellationToken cancellationToken)
    {
        var services = Composition.Of(invocation.World);
        invocation.Masker = services.Masker;
        var result = await new RotateSecrets(services).RunAsync(options, new RotationNarration(invocation.Error), cancellationToken);
        if (result.RecordDirectory is { } record)
        {
            invocation.Error.WriteLine($"record: {record}");
        }

        var stands = options.Plan && result.Keys.Any(key => key.Plan.Obstacles.Count > 0);
        return invocation.Answer(stands ? ExitCode.SecretsFailed : result.ExitCode, () => RotationJson.Of(result, options.Plan), screen => RotationView.Write(screen, result));
    }
}
