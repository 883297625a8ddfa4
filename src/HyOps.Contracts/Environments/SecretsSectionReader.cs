using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Environments;

/// <summary>Reads secrets: of environment.yml.</summary>
internal static class SecretsSectionReader
{
    public static SecretsSection Read(MapReader? secrets, Tier tier, ProblemList problems)
    {
        if (secrets is null)
        {
            return new SecretsSection(null, null, null, []);
        }

        var authority = AuthorityReader.Read(secrets, tier, problems);
        var section = new SecretsSection(
            authority,
            ExternalSecretsReader.Read(secrets, authority, problems),
            ReadBreakGlass(secrets.Section("break_glass"), problems),
            new KeyListReader(secrets, problems).Read("allow_reserved"));
        secrets.RejectUnknown();
        return section;
    }

    private static BreakGlassSettings? ReadBreakGlass(MapReader? breakGlass, ProblemList problems)
    {
        if (breakGlass is null)
        {
            return null;
        }

        var paths = new RelativePathReader(breakGlass, problems);
        var file = paths.Read("file", required: true);
        var runbook = paths.Read("runbook", required: true);
        var keys = new KeyListReader(breakGlass, problems).Read("keys");
        breakGlass.RejectUnknown();
        return file is null || runbook is null ? null : new BreakGlassSettings(file, runbook, breakGlass.Location) { Keys = [.. keys] };
    }

    internal sealed record SecretsSection(
        AuthoritySettings? Authority, ExternalSecretsSettings? ExternalSecrets, BreakGlassSettings? BreakGlass, ImmutableHashSet<SecretName> AllowedReservedKeys);
}
