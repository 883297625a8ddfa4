using HyOps.Core.Environments;

namespace HyOps.Core.Guardrails;

/// <summary>
/// The SDK's check that a vault's challenge names the vault's own domain is off for <see cref="Tier.Local"/> alone, where the server is on
/// loopback. Elsewhere a server that names another resource would be given a token for it.
/// </summary>
public sealed class ChallengeVerified : IGuardrail
{
    private const string Name = "challenge-verified";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run)
    {
        var environment = run.Environment;
        return environment.Authority is not { DisableChallengeResourceVerification: true } authority ? Verdict.Allow(Name, "no check of an authority is switched off")
            : environment.Tier is Tier.Local ? Verdict.Allow(Name, $"off for {authority.VaultUri}: {environment.Name} is of tier local")
            : Verdict.Refuse(
                Name,
                $"the check of the challenge's resource is off for {authority.VaultUri}, and the tier of {environment.Name} is not local",
                $"remove disable_challenge_resource_verification at {authority.Location}");
    }
}
