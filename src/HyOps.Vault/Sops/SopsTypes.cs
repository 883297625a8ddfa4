namespace HyOps.Vault.Sops;

/// <summary>How a value is spelled where it is encrypted and counted, and where people see it: a bool is True inside, as in Python, whose SOPS was the first.</summary>
internal static class SopsTypes
{
    private const string Bool = "bool";

    /// <summary>What people see; null for a bool that is none: the tag does not protect the type.</summary>
    public static string? Written(string type, string inside) => (type, inside) switch
    {
        (Bool, "True") => "true",
        (Bool, "False") => "false",
        (Bool, _) => null,
        _ => inside,
    };

    /// <summary>What is encrypted and counted.</summary>
    public static string Inside(string type, string written) => (type, written) switch
    {
        (Bool, "true" or "TRUE") => "True",
        (Bool, "false" or "FALSE") => "False",
        _ => written,
    };
}
