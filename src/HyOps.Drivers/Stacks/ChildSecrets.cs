using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Stacks;

/// <summary>The environment of a tool: what everybody may see, and the secrets that the contract names.</summary>
internal static class ChildSecrets
{
    /// <summary>
    /// Every secret under its own name; and where the stack declares the variable <c>x</c> and the inputs refer to a key in
    /// <c>x_env</c>, the key's value as the tool's own variable too (<c>TF_VAR_x</c>, <c>PKR_VAR_x</c>).
    /// </summary>
    /// <param name="request">Holds environment, secrets and references.</param>
    /// <param name="prefix">The tool's prefix for variables.</param>
    /// <param name="declared">The variables that the stack declares.</param>
    public static ChildEnvironment Of(DriverRequest request, string prefix, IReadOnlySet<string> declared)
    {
        const string Suffix = "_env";
        var environment = request.Environment.With(request.Secrets);
        foreach (var (field, key) in request.Module.References.Where(reference => reference.Key.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            var variable = field[..^Suffix.Length];

            // A path below the top ("apps.netbox.x_env") is no variable's name, so it is declared nowhere.
            if (declared.Contains(variable) && request.Secrets.TryGet(key, out var value))
            {
                environment = environment.With(prefix + variable, value);
            }
        }

        return environment;
    }
}
