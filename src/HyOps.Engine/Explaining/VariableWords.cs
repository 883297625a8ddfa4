using HyOps.Core.Drivers;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Canary;

namespace HyOps.Engine.Explaining;

/// <summary>Why a tool sees a variable, and where its value comes from.</summary>
/// <param name="world">Our own environment.</param>
/// <param name="request">The step.</param>
/// <param name="tool">The tool's key.</param>
/// <param name="sourceOf">Where a secret comes from.</param>
internal sealed class VariableWords(Surroundings world, DriverRequest request, string tool, Func<SecretName, string> sourceOf)
{
    private static readonly string[] Prefixes = ["TF_VAR_", "PKR_VAR_"];

    public ExplainedVariable Of(string name, bool isSecret)
    {
        var (source, reason) = OfSecret(name) ?? OfCredential(name) ?? OfStackVariable(name) ?? OfRun(name) ?? ("hyops", $"a setting of {tool}");
        return new ExplainedVariable(name, source, reason, isSecret);
    }

    private (string Source, string Reason)? OfSecret(string name) =>
        SecretName.TryParse(name, out var key) && request.Secrets.Holds(key) ? (sourceOf(key), "the contract's required_env names it") : null;

    private (string Source, string Reason)? OfCredential(string name) =>
        request.Credentials.FirstOrDefault(credential => credential.Variables.Contains(name)) is { } credential
            ? (Targets, $"the contract requires these credentials; {credential.Name} by its provider's own name") : null;

    private (string Source, string Reason)? OfStackVariable(string name)
    {
        if (Prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is not { } prefix)
        {
            return null;
        }

        var variable = name[prefix.Length..];
        return request.Module.References.TryGetValue($"{variable}_env", out var key)
            ? (sourceOf(key), $"the stack declares the variable {variable}, and {variable}_env names {key}")
            : (Targets, $"the stack declares the variable {variable}, a value of the required credentials");
    }

    private (string Source, string Reason)? OfRun(string name) =>
        !request.Environment.Plain.ContainsKey(name) && !request.Environment.Secrets.ContainsKey(name) ? null
        : name is RunCanary.Name ? ("hyops", "worth nothing: where it turns up, a child wrote its environment down")
        : name is RunTemp.Variable ? ("hyops", "a directory of this run for temporary files, which goes with it")
        : name.StartsWith("HYOPS_", StringComparison.Ordinal) || name is "TRACEPARENT" ? ("hyops", "tells which run, environment, phase and step it is")
        : world.Variables.ContainsKey(name) ? ("this shell", "on the list of what every tool may see")
        : ("hyops", "every tool needs it");

    private string Targets => $"init {string.Join(", ", request.Module.Contract.Credentials)}";
}
