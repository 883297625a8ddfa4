using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>What must hold within a contract itself, whatever the inputs are.</summary>
public static class ContractRules
{
    /// <summary>Finds what does not fit together in a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="problems">Where problems go.</param>
    public static void Apply(ModuleContract contract, ProblemList problems)
    {
        foreach (var rule in contract.EnvContract)
        {
            CheckConditions(contract, rule, problems);
        }

        foreach (var import in contract.Dependencies.SelectMany(dependency => dependency.Imports))
        {
            CheckImport(contract, import, problems);
        }

        CheckSecrets(contract, problems);
        CheckConsumers(contract, problems);
    }

    private static void CheckConditions(ModuleContract contract, ConditionalReferences rule, ProblemList problems)
    {
        foreach (var path in rule.When.Keys.Where(path => contract.Defaults.At(path) is null).Order(StringComparer.Ordinal))
        {
            problems.Error(
                ProblemCodes.EnvContractField, rule.Location, $"inputs.env_contract depends on '{Shown.Text(path)}', which inputs.defaults does not have",
                Suggestion.Ask(path, contract.Defaults.Keys, "Declare the field in inputs.defaults, or remove the condition."), "inputs.env_contract");
        }

        foreach (var path in rule.Requires)
        {
            if (!ReferenceRules.IsReferenceName(path.Split('.')[^1]))
            {
                problems.Error(
                    ProblemCodes.EnvContractField, rule.Location, $"inputs.env_contract requires '{Shown.Text(path)}', which is no *_env field",
                    "Name fields that hold the names of variables.", "inputs.env_contract");
            }
            else if (contract.Defaults.At(path) is null && !InputField.AllOf(contract.Defaults).Any(field => field.Name == path))
            {
                problems.Error(
                    ProblemCodes.EnvContractField, rule.Location, $"inputs.env_contract requires '{Shown.Text(path)}', which inputs.defaults does not have",
                    Suggestion.Ask(path, contract.Defaults.Keys, "Declare the field in inputs.defaults, empty if need be."), "inputs.env_contract");
            }
        }
    }

    private static void CheckImport(ModuleContract contract, ModuleImport import, ProblemList problems)
    {
        if (contract.Defaults[import.Input] is null)
        {
            problems.Error(
                ProblemCodes.UnknownImport, import.Location, $"a dependency fills the input '{Shown.Text(import.Input)}', which inputs.defaults does not have",
                Suggestion.Ask(import.Input, contract.Defaults.Keys, "Declare the input in inputs.defaults, or remove the import."), "dependencies");
        }
    }

    private static void CheckSecrets(ModuleContract contract, ProblemList problems)
    {
        if (contract.Secrets.IsEmpty)
        {
            return;
        }

        var named = NamedKeys(contract);
        foreach (var key in contract.Secrets.Keys.Where(key => !named.Contains(key.Value)).Order())
        {
            problems.Add(
                Severity.Warning, ProblemCodes.SecretNotRequired, contract.SecretLocations.GetValueOrDefault(key) ?? contract.Location,
                $"inputs.secrets describes {key}, which neither required_env nor a *_env field of the defaults names",
                Suggestion.Ask(key.Value, named, "Add it to inputs.defaults.required_env, or remove the description."), "inputs.secrets", key.Value);
        }
    }

    private static void CheckConsumers(ModuleContract contract, ProblemList problems)
    {
        if (contract.Consumers.IsEmpty && contract.Probes.IsEmpty)
        {
            return;
        }

        var named = NamedKeys(contract);
        var asked = contract.Consumers.SelectMany(consumer => consumer.Keys.Values.Select(key => (Key: key, consumer.Location, Field: "consumers.kubernetes")))
            .Concat(contract.Probes.SelectMany(probe => probe.Keys.Select(key => (Key: key, probe.Location, Field: "probes"))));
        foreach (var (key, location, field) in asked.Where(one => !named.Contains(one.Key.Value)))
        {
            problems.Error(
                ProblemCodes.ConsumerKeyNotRequired, location, $"{field} names {Shown.Text(key.Value)}, which neither required_env nor a *_env field of the defaults names",
                Suggestion.Ask(key.Value, named, "Add it to inputs.defaults.required_env, or correct the name."), field, key.Value);
        }
    }

    private static HashSet<string> NamedKeys(ModuleContract contract) =>
        InputField.AllOf(contract.Defaults).Select(field => field.Value.Text).Where(SecretName.IsValid).ToHashSet(StringComparer.Ordinal);
}
