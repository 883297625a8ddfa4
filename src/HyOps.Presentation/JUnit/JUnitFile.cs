using System.Text;
using System.Xml;
using System.Xml.Linq;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Engine.Runs;

namespace HyOps.Presentation.JUnit;

/// <summary>The file that <c>--junit</c> names.</summary>
public static class JUnitFile
{
    /// <summary>Writes a report, whole or not at all; directories that it needs are made.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="report">The report.</param>
    /// <exception cref="FileProblemException">It cannot be written.</exception>
    public static void Write(string path, XDocument report)
    {
        if (Path.GetDirectoryName(path) is { } directory && !Directory.Exists(directory))
        {
            PrivateDirectory.Create(directory);
        }

        AtomicFile.Write(path, stream =>
        {
            using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" });
            report.Save(writer);
        });
    }

    /// <summary>Runs a phase and writes the report of its record, however the run ends.</summary>
    /// <param name="path">The absolute path; null writes none.</param>
    /// <param name="options">What the phase is asked.</param>
    /// <param name="view">Sees every event.</param>
    /// <param name="mask">Masks the text of what stopped a run that has no record.</param>
    /// <param name="run">Runs it, told whom to tell.</param>
    /// <param name="cancellationToken">Handed to the run.</param>
    /// <exception cref="FileProblemException">The run ended by itself, and the report cannot be written.</exception>
    public static async Task<RunSummary> AroundAsync(string? path, RunPhaseOptions options, IRunObserver view, Func<string, string> mask, Func<IRunObserver, CancellationToken, Task<RunSummary>> run, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return await run(view, cancellationToken).ConfigureAwait(false);
        }

        var started = new Start(view);
        RunSummary summary;
        try
        {
            summary = await run(started, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            WriteStopped(path, started.Event, options, mask(e.Message));
            throw;
        }

        Write(path, Of(started.Event!));
        return summary;
    }

    private static void WriteStopped(string path, RunStarted? started, RunPhaseOptions options, string message)
    {
        try
        {
            Write(path, started is null ? JUnitReport.OfStop(PhaseNames.Of(options.Phase), options.Environment ?? "local", message) : Of(started));
        }
        catch (FileProblemException)
        {
            // What stopped the run is the one to report.
        }
    }

    private static XDocument Of(RunStarted started)
    {
        var run = RunStore.Read(started.RecordDirectory);
        return run?.Record is { } record
            ? JUnitReport.Of(run, record)
            : JUnitReport.OfStop(started.Verb, started.Environment, run?.Error ?? $"{started.RecordDirectory} holds no record");
    }

    private sealed class Start(IRunObserver next) : IRunObserver
    {
        public RunStarted? Event { get; private set; }

        public void On(RunEvent runEvent)
        {
            Event ??= runEvent as RunStarted;
            next.On(runEvent);
        }
    }
}
