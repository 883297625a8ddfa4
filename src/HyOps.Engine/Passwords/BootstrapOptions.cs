namespace HyOps.Engine.Passwords;

/// <summary>How the vault password is to be stored.</summary>
public sealed record BootstrapOptions
{
    /// <summary><c>--generate</c>: invent it.</summary>
    public bool Generate { get; init; }

    /// <summary><c>--entry</c>: the entry of pass; null is the usual one.</summary>
    public string? Entry { get; init; }

    /// <summary><c>--gpg-id</c>: the key of a store that is to be created.</summary>
    public string? GpgId { get; init; }

    /// <summary><c>--script</c>: the provider script that does it.</summary>
    public string? Script { get; init; }
}
