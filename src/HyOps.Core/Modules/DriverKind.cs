namespace HyOps.Core.Modules;

/// <summary>The tool behind a module, as execution.driver names it.</summary>
public enum DriverKind
{
    /// <summary><c>images/packer</c>.</summary>
    Packer,

    /// <summary><c>iac/terraform</c>; <c>iac/terragrunt</c> is read as the same.</summary>
    Terraform,

    /// <summary><c>config/ansible</c>.</summary>
    Ansible,
}
