using System.Collections.Frozen;
using HyOps.Core.Modules;

namespace HyOps.Contracts.Modules;

/// <summary>The words of execution.driver, and the folder that each tool's files lie in by default.</summary>
internal static class DriverWords
{
    public static FrozenDictionary<string, DriverKind> All { get; } = new Dictionary<string, DriverKind>
    {
        ["images/packer"] = DriverKind.Packer,
        ["iac/terraform"] = DriverKind.Terraform,
        ["iac/terragrunt"] = DriverKind.Terraform,
        ["config/ansible"] = DriverKind.Ansible,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string DefaultStack(DriverKind driver) => driver switch
    {
        DriverKind.Packer => "packer",
        DriverKind.Terraform => "terraform",
        _ => "ansible",
    };
}
