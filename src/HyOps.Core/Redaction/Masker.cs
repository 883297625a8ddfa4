using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>
/// The registry of what must never be seen. Values are registered before use; every sink opens a <see cref="MaskingPipe"/> on it.
/// Thread-safe.
/// </summary>
public sealed class Masker
{
    private readonly Lock gate = new();
    private readonly List<SecretValue> registered = [];
    private volatile MaskSet current = MaskSet.Empty;

    /// <summary>The forms of all values registered so far.</summary>
    public MaskSet Current => current;

    /// <summary>Registers values: from now on none of their forms passes a stream that is opened.</summary>
    /// <param name="values">The values.</param>
    public void Register(IEnumerable<SecretValue> values)
    {
        lock (gate)
        {
            var added = values.Where(value => !value.IsEmpty && !registered.Contains(value)).ToList();
            if (added.Count > 0)
            {
                registered.AddRange(added);
                current = MaskSet.Of(registered);
            }
        }
    }

    /// <summary>The text with every form of every registered value masked.</summary>
    /// <param name="text">Any text.</param>
    public string Mask(string text) => current.Mask(text);

    /// <summary>Opens a pipe for one stream of bytes.</summary>
    /// <param name="sink">Takes the masked bytes.</param>
    public MaskingPipe Open(MaskedBytes sink) => Current.Open(sink);
}
