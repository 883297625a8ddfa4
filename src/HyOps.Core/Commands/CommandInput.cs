using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Core.Commands;

/// <summary>What a child reads from its standard input; prints as <c>***</c>, as it may be a secret.</summary>
public sealed class CommandInput
{
    private readonly Func<Stream> open;

    private CommandInput(Func<Stream> open) => this.open = open;

    /// <summary>The bytes, as the child reads them.</summary>
    public Stream Open() => open();

    /// <summary>Text as UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static CommandInput From(string text) => new(() => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>A secret as UTF-8.</summary>
    /// <param name="secret">The secret.</param>
    public static CommandInput From(SecretValue secret) => new(() => new MemoryStream(Encoding.UTF8.GetBytes(secret.Reveal())));

    /// <summary>Bytes as they are. They stay the caller's, to be forgotten once the child has ended.</summary>
    /// <param name="bytes">The bytes.</param>
    public static CommandInput From(byte[] bytes) => new(() => new MemoryStream(bytes, writable: false));

    /// <summary>Our own standard input, handed on as it comes. It is read while the child runs, and what was read too much is lost.</summary>
    /// <param name="stream">The stream.</param>
    public static CommandInput PassedOn(Stream stream) => new(() => stream);

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
