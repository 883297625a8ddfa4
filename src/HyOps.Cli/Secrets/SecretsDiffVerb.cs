using System.Collections.Immutable;
using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.Secrets;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Secrets.Drift;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets diff</c>: whether bundle, authority and break-glass file agree, without a value.</summary>
internal static class SecretsDiffVerb
{
    private const string Name = "diff";

    internal static Verb Create()
    {
        var arguments = new AuthorityArguments(Name, null);
        var keys = KeyArguments.Many("The mapped keys; none means all.");
        var withoutBreakGlass = new Option<bool>("--without-break-glass") { Description = "Leave the break-glass file out, and say so: for a machine that must not hold the key of it." };
        var verb = new Verb(
            Name,
            "Compares the bundle with the environment's authority, key by key: same, different, older, missing. The break-glass file too, where there is one. Blindly: no value, length or hash is shown. Ends with 0 where all agree, 13 where something differs, 21 where something could not be read.",
            (invocation, cancellationToken) => RunAsync(invocation, arguments.Read(invocation), KeyArguments.Parse(invocation.Get(keys)), invocation.Get(withoutBreakGlass), cancellationToken))
        {
            Arguments = { keys },
            Options = { withoutBreakGlass },
            Examples =
            [
                new("hyops secrets diff --env prod", "says which keys have drifted"),
                new("hyops secrets diff --env prod --json DB_PASSWORD", "the same for one key, for a pipeline"),
                new("hyops secrets diff --env prod --without-break-glass", "compares bundle and authority only, where no key opens the break-glass file"),
            ],
        };
        foreach (var option in arguments.All)
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, AuthorityOptions authority, ImmutableArray<SecretName> keys, bool withoutBreakGlass, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedAuthority.OfAsync(invocation, authority, null, cancellationToken);
        var breakGlass = withoutBreakGlass ? null : new SopsBreakGlassReader(opened.Secrets.Runner, invocation.Masker, invocation.World);
        var report = await new CompareSecrets(opened.Secrets.Store, opened.Authority, opened.Chosen, opened.Seen, breakGlass).RunAsync(keys, cancellationToken);
        if (keys.IsEmpty)
        {
            LastComparison.Note(opened.Secrets.Chosen.Root, report, invocation.World.Clock.GetUtcNow());
        }

        var code = invocation.Answer(report.ExitCode, () => TransferJson.Of(opened, report), screen => DriftView.Write(screen, report));
        DriftView.WriteSummary(invocation.Error, report);
        return code;
    }
}
