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
        Variables.Any(variable => !IsArguments(variable) && IsTemplate(variable)) ? "its address is a template that only Ansible can fill in"
        : Connection is { } connection && !OverSsh.Contains(connection, StringComparer.Ordinal) ? $"it is reached by {connection}"
        : Name.Contains('[', StringComparison.Ordinal) ? "its name is a pattern that is not read here"
        : GoesThroughAnother ? "it is reached through another host"
        : null;

    /// <summary>Why it may be there although it does not answer here; null where it is not.</summary>
    public string? WhySilenceTellsNothing =>
        Variables.Any(variable => IsArguments(variable) && IsTemplate(variable)) ? "its SSH arguments are a template that only Ansible can fill in" : null;

    private string? Connection => Variables.GetValueOrDefault("ansible_connection");

    private string? PortText => Variables.GetValueOrDefault("ansible_port") ?? Variables.GetValueOrDefault("ansible_ssh_port");

    private bool GoesThroughAnother => Variables.Any(variable =>
        IsArguments(variable) && (variable.Value.Contains("Proxy", StringComparison.OrdinalIgnoreCase) || variable.Value.Contains("-J", StringComparison.Ordinal)));

    private static bool IsArguments(KeyValuePair<string, string> variable) => variable.Key.EndsWith("_args", StringComparison.Ordinal);

    private static bool IsTemplate(KeyValuePair<string, string> variable) => variable.Value.Contains("{{", StringComparison.Ordinal);
}
