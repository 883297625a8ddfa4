using System.Collections.Immutable;

namespace HyOps.Engine.Init;

/// <summary>A field of an init target: a line of its config, or a secret that never stands there.</summary>
/// <param name="Name">Its name in config and tfvars, as Terraform's variables are named: <c>proxmox_url</c>.</param>
/// <param name="Description">What it is, in a few words without a full stop.</param>
internal sealed record TargetField(string Name, string Description)
{
    /// <summary>The bundle's key and the shell's variable that hold it, most usual first; not empty means: it is a secret.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Whether it is a secret.</summary>
    public bool IsSecret => !Keys.IsEmpty;

    /// <summary>Whether the target cannot do without it.</summary>
    public bool Required { get; init; } = true;

    /// <summary>The value where nobody gives one.</summary>
    public string? Default { get; init; }

    /// <summary>A value that shows the form.</summary>
    public string? Example { get; init; }

    /// <summary>Whether it is <c>true</c> or <c>false</c>, in tfvars without quotes.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>Whether it is a whole document of several lines, which nobody types.</summary>
    public bool IsDocument { get; init; }

    /// <summary>What is wrong with a value, in words that follow the field's name and never repeat the value; null where nothing is.</summary>
    public Func<string, string?> Check { get; init; } = static _ => null;

    /// <summary>The variables that tools and providers read it from, beside <c>TF_VAR_name</c>.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>The command that puts a secret into the bundle.</summary>
    /// <param name="environment">The environment's name.</param>
    public string BundleCommand(string environment) =>
        IsDocument ? $"hyops secrets set --env {environment} --from-file {Keys[0]}=FILE" : $"hyops secrets set --env {environment} {Keys[0]}=-";

    /// <summary>What is wrong with a value, of any field.</summary>
    /// <param name="text">The value.</param>
    public string? ProblemOf(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? "holds a NUL character, which no tool takes"
        : IsBoolean && text is not ("true" or "false") ? "is neither true nor false"
        : Check(text);
}
