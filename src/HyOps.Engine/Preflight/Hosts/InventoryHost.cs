namespace HyOps.Engine.Preflight.Hosts;

/// <summary>A host of an Ansible inventory, as far as its connection goes.</summary>
/// <param name="Name">Its name in the inventory.</param>
/// <param name="Variables">The variables that say how it is reached; the rest is Ansible's business.</param>
internal sealed record InventoryHost(string Name, IReadOnlyDictionary<string, string> Variables)
{
    private const int UsualPort = 22;
    private static readonly string[] OverSsh = ["ssh", "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh", "ansible.builtin.paramiko_ssh"];

    /// <summary>Where its SSH server listens.</summary>
    public string Address => Variables.GetValueOrDefault("ansible_host") ?? Variables.GetValueOrDefault("ansible_ssh_host") ?? Name;

    /// <summary>Its port.</summary>
    public int Port => PortText is null ? UsualPort : int.TryParse(PortText, out var port) ? port : UsualPort;

    /// <summary>Whether it is this machine, reached without any connection.</summary>
    public bool IsLocal => Connection is "local" or "ansible.builtin.local";

    /// <summary>Why a connection would tell nothing; null where it would.</summary>
    public string? WhyNotLookedAt =>
        Variables.Values.Any(value => value.Contains("{{", StringComparison.Ordinal)) ? "its address is a template that only Ansible can fill in"
        : Connection is { } connection && !OverSsh.Contains(connection, StringComparer.Ordinal) ? $"it is reached by {connection}"
        : Name.Contains('[', StringComparison.Ordinal) ? "its name is a pattern that is not read here"
        : GoesThroughAnother ? "it is reached through another host"
        : null;

    private string? Connection => Variables.GetValueOrDefault("ansible_connection");

    private string? PortText => Variables.GetValueOrDefault("ansible_port") ?? Variables.GetValueOrDefault("ansible_ssh_port");

    private bool GoesThroughAnother => Variables.Any(variable =>
        variable.Key.EndsWith("_args", StringComparison.Ordinal)
        && (variable.Value.Contains("Proxy", StringComparison.OrdinalIgnoreCase) || variable.Value.Contains("-J", StringComparison.Ordinal)));
}
