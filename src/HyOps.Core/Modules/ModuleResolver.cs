using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>Lays the operator's inputs over a contract's defaults and applies every rule of the env contract to the result.</summary>
public static class ModuleResolver
{
    /// <summary>Resolves a module.</summary>
    /// <param name="contract">Its contract.</param>
    /// <param name="inputs">The operator's inputs, if any.</param>
    /// <param name="options">How strict to be.</param>
    public static Resolution Resolve(ModuleContract contract, ConfigMap? inputs, ResolutionOptions options)
    {
        var problems = new ProblemList(contract.ModuleRef.Value);
        var resolved = inputs is null ? contract.Defaults : contract.Defaults.OverlaidBy(inputs);
        var keys = RequiredKeys.Read(resolved, "required_env", problems);
        var destroyKeys = RequiredKeys.Read(resolved, "required_env_destroy", problems);
        var judged = new JudgedInputs(contract, resolved, options, options.Destroy ? destroyKeys : keys, problems);

        if (inputs is not null)
        {
            InputShapeRules.Apply(contract, inputs, options, problems);
        }

        var references = ReferenceRules.Apply(judged);
        ConditionRules.Apply(judged);
        SecretRules.Apply(judged);
        return new Resolution(
            new ResolvedModule
            {
                Contract = contract,
                Inputs = resolved,
                RequiredEnv = keys,
                RequiredEnvDestroy = destroyKeys,
                References = references,
                LoadVaultEnv = LoadVaultEnv(resolved, problems),
            },
            problems.ToImmutable());
    }

    private static bool LoadVaultEnv(ConfigMap inputs, ProblemList problems)
    {
        var node = inputs["load_vault_env"];
        if (node is null or ConfigScalar { IsNull: true })
        {
            return false;
        }

        if (node is not ConfigScalar { AsBoolean: { } value })
        {
            problems.Error(ProblemCodes.WrongKind, node.Location, "inputs.load_vault_env is not a boolean", "Write true or false, without quotes.", "inputs.load_vault_env");
            return false;
        }

        return value;
    }
}

/// <summary>What the rules of the env contract look at.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Inputs">The resolved inputs.</param>
/// <param name="Options">How strict to be.</param>
/// <param name="Keys">The keys that references may name.</param>
/// <param name="Problems">Where problems go.</param>
internal sealed record JudgedInputs(
    ModuleContract Contract,
    ConfigMap Inputs,
    ResolutionOptions Options,
    ImmutableSortedSet<SecretName> Keys,
    ProblemList Problems)
{
    /// <summary>All scalars whose values are known.</summary>
    public IReadOnlyList<InputField> Fields { get; } = [.. InputField.AllOf(Inputs).Where(field => !Options.Wired.Contains(field.Top))];

    /// <summary>The list that <see cref="Keys"/> comes from.</summary>
    public string KeysField => Options.Destroy ? "required_env_destroy" : "required_env";

    /// <summary>Whether the spec says it, and not the operator.</summary>
    public bool IsDefault(ConfigNode node) => node.Location.File == Contract.Location.File;
}
