namespace HyOps.Core.Secrets;

/// <summary>
/// Keys that would change how programs load or run: in a bundle, whoever can write it could run code in every child.
/// They are refused there; environment.yml may allow one by name. Names count as they are written: the environment is case-sensitive.
/// </summary>
public static class ReservedKeys
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        // The system, the C library and shells.
        "PATH", "HOME", "SHELL", "TMPDIR", "ENV", "BASH_ENV", "BASHOPTS", "SHELLOPTS", "IFS", "CDPATH", "GLOBIGNORE", "PS4", "PROMPT_COMMAND",
        "GCONV_PATH", "GLIBC_TUNABLES", "HOSTALIASES", "LOCPATH", "NLSPATH", "EDITOR", "VISUAL", "PAGER",
        "OPENSSL_CONF", "OPENSSL_ENGINES", "OPENSSL_MODULES", "SSH_ASKPASS",
        // Other languages' loaders.
        "NODE_OPTIONS", "NODE_PATH", "PERL5LIB", "PERL5OPT", "PERL5DB", "RUBYOPT", "RUBYLIB",
        "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH",
        // The tools that we start: what they load, log and connect to.
        "TF_CLI_CONFIG_FILE", "TF_DATA_DIR", "TF_WORKSPACE", "TF_REATTACH_PROVIDERS", "TF_PLUGIN_CACHE_DIR", "TERRAFORM_CONFIG",
        "PACKER_CONFIG", "PACKER_CONFIG_DIR", "PACKER_PLUGIN_PATH", "PACKER_LOG", "PACKER_LOG_PATH",
        "ANSIBLE_CONFIG", "ANSIBLE_HOME", "ANSIBLE_LIBRARY", "ANSIBLE_MODULE_UTILS", "ANSIBLE_STDOUT_CALLBACK", "ANSIBLE_CALLBACKS_ENABLED",
        "ANSIBLE_INVENTORY", "ANSIBLE_VAULT_PASSWORD_FILE", "ANSIBLE_VAULT_IDENTITY_LIST", "ANSIBLE_STRATEGY", "ANSIBLE_CONNECTION",
        // Programs that git starts, and where it reads what to start.
        "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_PAGER", "GIT_PROXY_COMMAND",
        "GIT_EXTERNAL_DIFF", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR", "GIT_DIR", "GIT_WORK_TREE", "GIT_ALLOW_PROTOCOL",
    };

    private static readonly string[] Beginnings =
        ["LD_", "DYLD_", "DOTNET_", "CORECLR_", "COMPlus_", "TF_CLI_ARGS", "TF_LOG", "GIT_CONFIG", "GIT_TRACE", "HYOPS_"];

    private static readonly string[] AnsibleEndings =
        ["_PLUGINS", "_PATH", "_PATHS", "_ARGS", "_EXECUTABLE", "_EXE", "_INTERPRETER", "_FLAGS"];

    /// <summary>Whether a bundle may not hold the key.</summary>
    /// <param name="key">The key.</param>
    public static bool IsReserved(SecretName key) =>
        Names.Contains(key.Value)
        || Array.Exists(Beginnings, beginning => key.Value.StartsWith(beginning, StringComparison.Ordinal))
        || IsPythonLoader(key.Value)
        || IsAnsibleLoader(key.Value);

    // PYTHONPATH, PYTHONSTARTUP and their like have no underscore there; PYTHON_API_TOKEN is a secret like any other.
    private static bool IsPythonLoader(string name) =>
        name.StartsWith("PYTHON", StringComparison.Ordinal) && name.Length > 6 && name[6] is >= 'A' and <= 'Z';

    private static bool IsAnsibleLoader(string name) =>
        name.StartsWith("ANSIBLE_", StringComparison.Ordinal)
        && Array.Exists(AnsibleEndings, ending => name.EndsWith(ending, StringComparison.Ordinal));
}
