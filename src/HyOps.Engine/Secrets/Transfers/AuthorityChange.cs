using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>The guardrails before an authority is changed by hand: the environment is named, and production is confirmed.</summary>
/// <param name="Confirmation">What <c>--confirm</c> says.</param>
public sealed record AuthorityChange(string? Confirmation)
{
    /// <summary>Throws where a guardrail refuses.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="isNamed">Whether the operator named it.</param>
    /// <exception cref="GuardrailException">One refuses.</exception>
    public void Require(EnvironmentDefinition environment, bool isNamed)
    {
        var intended = new IntendedRun { Environment = environment, EnvironmentNamed = isNamed, Phase = Phase.Bootstrap, Confirmation = Confirmation };
        GuardrailException.ThrowIfRefused([new EnvironmentNamed().Check(intended), new ProductionConfirmed().Check(intended)]);
    }
}
