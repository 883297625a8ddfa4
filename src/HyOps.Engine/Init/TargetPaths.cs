using HyOps.Engine.Roots;

namespace HyOps.Engine.Init;

/// <summary>Where the three results of <c>init</c> lie.</summary>
/// <param name="Config"><c>config/&lt;target&gt;.conf</c>: what is no secret, for people to edit.</param>
/// <param name="Credentials"><c>credentials/&lt;target&gt;.credentials.tfvars</c>: 0600, never leaves the machine.</param>
/// <param name="Marker"><c>meta/&lt;target&gt;.ready.json</c>: no secrets; written last.</param>
public sealed record TargetPaths(string Config, string Credentials, string Marker)
{
    /// <summary>The paths of a target in a runtime root.</summary>
    /// <param name="root">The root.</param>
    /// <param name="target">The target's name.</param>
    public static TargetPaths In(RuntimeRoot root, string target) => new(
        Path.Combine(root.ConfigDirectory, $"{target}.conf"),
        Path.Combine(root.CredentialsDirectory, $"{target}.credentials.tfvars"),
        Path.Combine(root.MetaDirectory, $"{target}.ready.json"));

    /// <summary>The three, in the order in which they are written.</summary>
    internal IReadOnlyList<string> All => [Config, Credentials, Marker];
}
