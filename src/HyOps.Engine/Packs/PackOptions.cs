namespace HyOps.Engine.Packs;

/// <summary>What a pack is made of.</summary>
public sealed record PackOptions
{
    /// <summary>The archive to write, absolute.</summary>
    public required string OutputFile { get; init; }

    /// <summary>The folder of the running host, absolute: <c>hyops.dll</c> and what it needs.</summary>
    public required string HostFolder { get; init; }

    /// <summary>The folder of the .NET that it runs on, absolute: <c>…/shared/Microsoft.NETCore.App/10.0.0</c>; null leaves .NET to the runner.</summary>
    public string? RuntimeFolder { get; init; }

    /// <summary><c>--project</c>.</summary>
    public string? Project { get; init; }
}
