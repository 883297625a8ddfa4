using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>
/// The registry of what must never be seen. Values are registered before use; every sink opens a <see cref="MaskingPipe"/> on it.
/// Thread-safe.
/// </summary>
public sealed class Masker
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SecretValue> registered = new(StringComparer.Ordinal);
    private volatile MaskSet? current;

    /// <summary>Whether what is secret by its name or its shape is masked, too. Only a masker that is there to mask nothing says no.</summary>
    public bool KeyedNames { get; init; } = true;

    /// <summary>The forms of all values registered so far; built when first asked for after a registration.</summary>
    public MaskSet Current => current ?? Build();

    /// <summary>The registered values that are not masked, as <see cref="MaskPolicy"/> says: worth a warning wherever they come from.</summary>
    public IReadOnlyList<SecretValue> ShortValues => Current.ShortValues;

    /// <summary>Registers values: from now on none of their forms passes; pipes that are open heed it from their next chunk on.</summary>
    /// <param name="values">The values; empty ones are passed over.</param>
    public void Register(IEnumerable<SecretValue> values)
    {
        lock (gate)
        {
            // The filter must see each value once only: the sequence may be lazy.
            foreach (var value in values)
            {
                if (!value.IsEmpty && registered.TryAdd(value.Reveal(), value))
                {
                    current = null;
                }
            }
        }
    }

    /// <summary>The text with every form of every registered value masked, and with what is secret by its name or its shape.</summary>
    /// <param name="text">Any text.</param>
    public string Mask(string text) => Current.Mask(text, KeyedNames);

    /// <summary>Opens a pipe for one stream of bytes, which heeds later registrations too, and masks what is secret by its name or its shape.</summary>
    /// <param name="sink">Takes the masked bytes.</param>
    public MaskingPipe Open(MaskedBytes sink) => new(() => Current, sink, KeyedNames);

    private MaskSet Build()
    {
        lock (gate)
        {
            return current ??= MaskSet.Of(registered.Values);
        }
    }
}
