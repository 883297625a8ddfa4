using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.World;

namespace Build;

/// <summary>Shows what a program prints, as narration, character by character as it comes.</summary>
internal sealed class TerminalOutput(Terminal terminal) : ICommandOutput
{
    private readonly Decoder output = Encoding.UTF8.GetDecoder();
    private readonly Decoder error = Encoding.UTF8.GetDecoder();

    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        var decoder = stream == OutputStream.StandardOutput ? output : error;
        var characters = new char[Encoding.UTF8.GetMaxCharCount(masked.Length)];
        terminal.Error.Write(characters.AsSpan(0, decoder.GetChars(masked, characters, flush: false)));
    }
}
