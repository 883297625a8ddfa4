using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.World;

namespace HyOps.Cli.Secrets;

/// <summary>A child's streams, passed on to ours byte by byte: what the command prints may be no text.</summary>
/// <param name="terminal">Our streams.</param>
internal sealed class PassedOutput(Terminal terminal) : ICommandOutput
{
    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        var writer = stream is OutputStream.StandardOutput ? terminal.Out : terminal.Error;
        if (writer is StreamWriter bytes)
        {
            bytes.BaseStream.Write(masked);
            bytes.BaseStream.Flush();
        }
        else
        {
            writer.Write(Encoding.UTF8.GetString(masked));
        }
    }
}
