using System.Text;
using HyOps.Core.Commands;
using HyOps.Presentation.Screens;

namespace HyOps.Cli.Setup;

/// <summary>What a package manager prints, passed on as narration: whole lines, cleaned.</summary>
/// <param name="screen">Standard error.</param>
internal sealed class NarratedOutput(Screen screen) : ICommandOutput
{
    private readonly StringBuilder line = new();
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(masked.Length)];
        var count = decoder.GetChars(masked, characters, flush: false);
        foreach (var c in characters.AsSpan(0, count))
        {
            if (c == '\n')
            {
                screen.WriteLine("  | " + Foreign.Line(line.ToString()), TextStyle.Quiet);
                line.Clear();
            }
            else
            {
                line.Append(c);
            }
        }
    }
}
