namespace HyOps.Core.Plans;

/// <summary>What a step would do if its phase ran now.</summary>
public enum PlannedEffect
{
    /// <summary>Nothing: everything is as wanted.</summary>
    None,

    /// <summary>Terraform applies the changes of its plan.</summary>
    Apply,

    /// <summary>Packer builds an image.</summary>
    Build,

    /// <summary>Ansible runs its playbook. That cannot be planned: check mode skips what it cannot foresee.</summary>
    Run,

    /// <summary>Nobody knows yet: an earlier step must be applied first.</summary>
    Waits,

    /// <summary>It may not, or cannot, be done: refused, failed, interrupted.</summary>
    Stopped,
}
