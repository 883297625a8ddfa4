namespace HyOps.Drivers.Terraform;

/// <summary>Settings of the Terraform driver.</summary>
public sealed record TerraformOptions
{
    /// <summary>How long plan and apply wait for a state lock that somebody else holds; Terraform's own default is not at all.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long reading outputs may take once an apply is through.</summary>
    public TimeSpan OutputTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
