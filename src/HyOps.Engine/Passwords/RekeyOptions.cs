namespace HyOps.Engine.Passwords;

/// <summary>Which bundles get which password.</summary>
public sealed record RekeyOptions
{
    /// <summary><c>--all</c>: every bundle of this workstation that the present password is for, not the chosen one alone.</summary>
    public bool All { get; init; }

    /// <summary><c>--resume</c>: only finish, or undo, what was interrupted.</summary>
    public bool Resume { get; init; }

    /// <summary><c>--generate</c>: invent the new password.</summary>
    public bool Generate { get; init; }

    /// <summary><c>--new-password-file</c>.</summary>
    public string? NewFile { get; init; }

    /// <summary><c>--new-password-command</c>.</summary>
    public string? NewCommand { get; init; }
}
