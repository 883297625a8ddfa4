using System.Collections.Immutable;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Terraform;

/// <summary>Where a stack says that its state lives. Only read: nothing is connected to.</summary>
/// <param name="Kind">The backend's kind: <c>http</c>, <c>azurerm</c>, or <c>cloud</c>.</param>
/// <param name="Settings">Its settings: literals as text, null for what is no literal. They may hold what nobody should see.</param>
public sealed record TerraformBackend(string Kind, ImmutableDictionary<string, string?> Settings)
{
    /// <summary>Reads it.</summary>
    /// <param name="stack">The absolute folder of the stack.</param>
    /// <returns>The backend; null where the stack names none, so that its state lies in our state directory.</returns>
    /// <exception cref="StackException">A file cannot be read, or is no JSON.</exception>
    public static TerraformBackend? Of(string stack) => StackDeclarations.Read(stack, ".tf", ".tf.json").Backend is { } block
        ? new(block.Labels is [var kind, ..] ? kind : block.Type, block.Attributes.ToImmutableDictionary(StringComparer.Ordinal))
        : null;

    /// <summary>A setting; null where it is not given as a literal.</summary>
    /// <param name="name">Its name.</param>
    public string? Setting(string name) => Settings.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <inheritdoc/>
    public override string ToString() => Kind;
}
