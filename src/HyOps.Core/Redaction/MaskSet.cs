using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>All forms of a set of secrets, ready to be searched in one pass. Immutable.</summary>
public sealed class MaskSet
{
    private readonly IReadOnlyCollection<SecretValue> values;

    private MaskSet(IReadOnlyCollection<SecretValue> values) => this.values = values;

    /// <summary>Masks nothing.</summary>
    public static MaskSet Empty { get; } = new([]);

    /// <summary>Builds the forms of the values.</summary>
    /// <param name="values">The secrets.</param>
    public static MaskSet Of(IReadOnlyCollection<SecretValue> values) => new([.. values]);

    /// <summary>Opens a pipe for one stream of bytes.</summary>
    /// <param name="sink">Takes the masked bytes.</param>
    public MaskingPipe Open(MaskedBytes sink) => new(this, sink);

    /// <summary>The text with every form masked.</summary>
    /// <param name="text">Any text.</param>
    public string Mask(string text) => values.Aggregate(text, (masked, value) => masked.Replace(value.Reveal(), "***", StringComparison.Ordinal));

    /// <summary>Whether the text holds any form of any value.</summary>
    /// <param name="text">Any text.</param>
    public bool Holds(string text) => values.Any(value => text.Contains(value.Reveal(), StringComparison.Ordinal));
}
