using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Stacks;

/// <summary>The environment of a tool: what everybody may see, and the secrets that the contract names.</summary>
internal static class ChildSecrets
{
    /// <summary>
    /// The credentials of required targets under their providers' names, and every secret under its own; what the contract names itself wins.
    /// </summary>
    /// <param name="request">Holds environment, credentials and secrets.</param>
    public static ChildEnvironment Of(DriverRequest request)
    {
        var environment = request.Environment;
        foreach (var credential in request.Credentials)
        {
            environment = credential.Variables.Aggregate(environment, (before, variable) => With(before, variable, credential));
        }

        return environment.With(request.Secrets);
    }

    /// <summary>The variables that hold secrets.</summary>
    /// <param name="request">Holds credentials and secrets.</param>
    public static IEnumerable<string> NamesOf(DriverRequest request) =>
        request.Environment.Secrets.Keys.Union(request.Secrets.Names.Select(name => name.Value)).Union(request.Credentials.Where(credential => credential.IsSecret).SelectMany(credential => credential.Variables));

    /// <summary>
    /// The same; and where the stack declares a variable of a credential's name, that variable; and where the stack declares the variable <c>x</c> and the inputs refer to a key in
    /// <c>x_env</c>, the key's value as the tool's own variable too (<c>TF_VAR_x</c>, <c>PKR_VAR_x</c>).
    /// </summary>
    /// <param name="request">Holds environment, secrets and references.</param>
    /// <param name="prefix">The tool's prefix for variables.</param>
    /// <param name="declared">The variables that the stack declares.</param>
    public static ChildEnvironment Of(DriverRequest request, string prefix, IReadOnlySet<string> declared)
    {
        const string Suffix = "_env";
        var environment = Of(request);
        foreach (var credential in request.Credentials.Where(credential => declared.Contains(credential.Name)))
        {
            environment = With(environment, prefix + credential.Name, credential);
        }

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

    // A location or an address counts as plain: masked, it would black out half of the log, and no output could hold it.
    private static ChildEnvironment With(ChildEnvironment environment, string variable, TargetCredential credential) =>
        credential.IsSecret ? environment.With(variable, credential.Value) : environment.With(variable, credential.Value.Reveal());
}
