using System.Text;
using HyOps.Core.Redaction.Forms;
using HyOps.Core.Redaction.Search;
using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>All forms of a set of secrets, ready to be searched in one pass. Immutable, and safe to share.</summary>
public sealed class MaskSet
{
    private MaskSet(IReadOnlyCollection<SecretValue> values)
    {
        ShortValues = [.. values.Where(value => MaskPolicy.Judge(value) is MaskVerdict.TooShort or MaskVerdict.TooCommon)];
        Patterns = new PatternSet(values.Where(value => MaskPolicy.Judge(value) is MaskVerdict.Masked).SelectMany(SecretForms.Of));
    }

    /// <summary>Masks nothing.</summary>
    public static MaskSet Empty { get; } = new([]);

    /// <summary>The values that are not masked, as <see cref="MaskPolicy"/> says.</summary>
    public IReadOnlyList<SecretValue> ShortValues { get; }

    internal PatternSet Patterns { get; }

    /// <summary>Builds the forms of the values.</summary>
    /// <param name="values">The secrets.</param>
    public static MaskSet Of(IReadOnlyCollection<SecretValue> values) => new(values);

    /// <summary>Opens a pipe for one stream of bytes.</summary>
    /// <param name="sink">Takes the masked bytes.</param>
    public MaskingPipe Open(MaskedBytes sink) => new(() => this, sink);

    /// <summary>The text with every form masked; the same instance where there is none.</summary>
    /// <param name="text">Any text.</param>
    public string Mask(string text)
    {
        if (!Holds(text))
        {
            return text;
        }

        var masked = new System.Buffers.ArrayBufferWriter<byte>(text.Length);
        var pipe = Open(bytes => System.Buffers.BuffersExtensions.Write(masked, bytes));
        pipe.Write(Encoding.UTF8.GetBytes(text));
        pipe.Complete();
        return Encoding.UTF8.GetString(masked.WrittenSpan);
    }

    /// <summary>Whether the text holds any form of any value.</summary>
    /// <param name="text">Any text.</param>
    public bool Holds(string text) => Holds(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the bytes hold any form of any value.</summary>
    /// <param name="bytes">Any bytes.</param>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        var matches = new List<Match>();
        Patterns.Find(bytes, matches);
        return matches.Count > 0;
    }
}
