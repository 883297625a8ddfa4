using System.Buffers;
using System.Text;
using HyOps.Core.Redaction.Forms;
using HyOps.Core.Redaction.Search;
using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>All forms of a set of secrets, ready to be searched in one pass. Immutable, and safe to share.</summary>
public sealed class MaskSet
{
    private readonly SecretValue[] masked;

    private MaskSet(IReadOnlyCollection<SecretValue> values)
    {
        ShortValues = [.. values.Where(value => MaskPolicy.Judge(value) is not (MaskVerdict.Masked or MaskVerdict.Empty))];
        masked = [.. values.Where(value => MaskPolicy.IsMasked(MaskPolicy.Judge(value)))];
        var forms = masked.SelectMany(SecretForms.Of).ToLookup(form => form.IgnoresCase, form => form.Bytes);
        Forms = new FormSearch(new PatternSet(forms[false]), new PatternSet(forms[true], ignoreCase: true));
    }

    /// <summary>Masks nothing.</summary>
    public static MaskSet Empty { get; } = new([]);

    /// <summary>The values that are not masked wherever they stand, as <see cref="MaskPolicy"/> says: too short, or too common.</summary>
    public IReadOnlyList<SecretValue> ShortValues { get; }

    internal FormSearch Forms { get; }

    /// <summary>Builds the forms of the values.</summary>
    /// <param name="values">The secrets.</param>
    public static MaskSet Of(IReadOnlyCollection<SecretValue> values) => new(values);

    /// <summary>Opens a pipe for one stream of bytes.</summary>
    /// <param name="sink">Takes the masked bytes.</param>
    public MaskingPipe Open(MaskedBytes sink) => new(() => this, sink);

    /// <summary>The text with every form masked; the same instance where there is none.</summary>
    /// <param name="text">Any text.</param>
    public string Mask(string text) => Mask(text, keyedNames: false);

    /// <summary>Whether the text holds any form of any value.</summary>
    /// <param name="text">Any text.</param>
    public bool Holds(string text) => Holds(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the bytes hold any form of any value.</summary>
    /// <param name="bytes">Any bytes.</param>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        var holds = false;
        var pipe = new MaskingPipe(() => this, static _ => { }, seen: (_, _) => holds = true);
        pipe.Write(bytes);
        pipe.Complete();
        return holds;
    }

    /// <summary>Which values the content holds, and in which forms; those of less than eight bytes do not count, as they may be there by chance.</summary>
    /// <param name="content">Read to its end, or until enough was found.</param>
    /// <param name="buffer">For reading.</param>
    public IReadOnlyCollection<FoundForm> Find(Stream content, byte[] buffer)
    {
        var found = new HashSet<FoundForm>();
        var pipe = new MaskingPipe(() => this, static _ => { }, seen: (form, _) =>
        {
            if (form.Length >= PatternSet.ShortLength)
            {
                found.UnionWith(Named(form.ToArray()));
            }
        });
        for (int count; found.Count < masked.Length && (count = content.Read(buffer)) > 0;)
        {
            pipe.Write(buffer.AsSpan(0, count));
        }

        pipe.Complete();
        return found;
    }

    internal string Mask(string text, bool keyedNames)
    {
        var clean = true;
        var output = new ArrayBufferWriter<byte>(text.Length + 1);
        var pipe = new MaskingPipe(() => this, bytes => output.Write(bytes), keyedNames) { Masked = () => clean = false };
        pipe.Write(Encoding.UTF8.GetBytes(text));
        pipe.Complete();
        return clean ? text : Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Whose form it is: for people alone, so it may take its time. A part of a long value is that value's, too.</summary>
    private IEnumerable<FoundForm> Named(byte[] found) =>
        masked.SelectMany(value => SecretForms.Of(value)
            .Where(form => form.IgnoresCase ? form.Bytes.AsSpan().IndexOf(Lower(found)) >= 0 : form.Bytes.AsSpan().IndexOf(found) >= 0)
            .Take(1)
            .Select(form => new FoundForm(value, form.Name)));

    private static byte[] Lower(byte[] form) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(form).ToLowerInvariant());
}
