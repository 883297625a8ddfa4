using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>The whole, masked logs of a step in its run's record: <c>steps/&lt;id&gt;/stdout.log</c> and <c>stderr.log</c>, 0600. A file comes into being with its first byte.</summary>
/// <param name="recordDirectory">The run's record.</param>
/// <param name="step">The step's id.</param>
public sealed class StepLog(string recordDirectory, string step) : ICommandOutput, IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream?[] files = new FileStream?[2];

    /// <summary>Where the logs are, relative to the record.</summary>
    public string RelativeDirectory { get; } = Path.Combine("steps", step);

    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        lock (gate)
        {
            (files[(int)stream] ??= Open(stream)).Write(masked);
        }
    }

    /// <summary>Ends the logs, makes them durable, and takes their digests: the event that names them must not outlive them.</summary>
    public IReadOnlyList<RecordedFile> Complete()
    {
        lock (gate)
        {
            foreach (var file in files.Where(file => file is { CanWrite: true }))
            {
                file!.Flush(flushToDisk: true);
            }
        }

        Dispose();
        return
        [
            .. new[] { OutputStream.StandardOutput, OutputStream.StandardError }.Select(NameOf)
                .Where(name => File.Exists(Path.Combine(recordDirectory, name))).Select(name => RecordFiles.Describe(recordDirectory, name)),
        ];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var file in files)
            {
                file?.Dispose();
            }
        }
    }

    private FileStream Open(OutputStream stream)
    {
        var path = Path.Combine(recordDirectory, NameOf(stream));
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    private string NameOf(OutputStream stream) =>
        Path.Combine(RelativeDirectory, stream is OutputStream.StandardOutput ? "stdout.log" : "stderr.log");
}
