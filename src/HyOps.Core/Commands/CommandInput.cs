using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Core.Commands;

/// <summary>Bytes for a child's standard input; prints as <c>***</c>, as it may be a secret.</summary>
public sealed class CommandInput
{
    private CommandInput(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The bytes, as the child reads them.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Text as UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static CommandInput From(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>A secret as UTF-8.</summary>
    /// <param name="secret">The secret.</param>
    public static CommandInput From(SecretValue secret) => new(Encoding.UTF8.GetBytes(secret.Reveal()));

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
