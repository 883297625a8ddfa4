namespace HyOps.Drivers.Packer;

/// <summary>Settings of the Packer driver.</summary>
public sealed record PackerOptions
{
    /// <summary>How long an interrupted build may take to remove what it had started, such as a machine in a cloud.</summary>
    public TimeSpan CleanupTime { get; init; } = TimeSpan.FromMinutes(5);
}
