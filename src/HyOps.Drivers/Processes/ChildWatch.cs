using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Processes;

/// <summary>
/// Our children's last will: one small shell in a session of its own that knows them, and ends them in order when we cannot any more, because
/// we were killed or crashed. It learns of our end by the end of a pipe that only we hold; unlike <c>PR_SET_PDEATHSIG</c>, which fires when
/// the thread that started a child ends. It starts with the first child, and ends by itself after us.
/// </summary>
internal sealed class ChildWatch
{
    /// <summary>The variable that tells a step's children from all other processes.</summary>
    private const string MarkVariable = "TRACEPARENT";

    private const string Shell = "/bin/sh";
    private readonly Lock gate = new();
    private readonly List<WatchedChild> children = [];
    private Process? watcher;

    /// <summary>The one of this process: it outlives every runner, as the children might.</summary>
    internal static ChildWatch OfThisProcess { get; } = new();

    /// <summary>The watcher's pid; 0 before the first child.</summary>
    internal int Id
    {
        get
        {
            lock (gate)
            {
                return watcher?.Id ?? 0;
            }
        }
    }

    /// <summary>Says that a child is about to be started. Dispose the answer when the child and all that it left have been dealt with.</summary>
    /// <param name="command">What will be started.</param>
    internal WatchedChild Begin(Command command)
    {
        var policy = command.Stop is StopPolicy.HoldsState ? "hold" : "kill";
        var grace = Math.Clamp(Math.Ceiling(command.Grace.TotalSeconds), 1, 100_000).ToString(CultureInfo.InvariantCulture);
        var mark = command.Environment.Plain.GetValueOrDefault(MarkVariable) is { Length: > 0 } text && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : "-";
        var child = new WatchedChild(this, command.KeepsTerminal ? 'p' : 'g', $"{policy} {grace}", mark);
        lock (gate)
        {
            children.Add(child);
            Tell(child.Beginning);
        }

        return child;
    }

    /// <summary>Changes what is known of a child, and tells the watcher.</summary>
    internal void Change(Action change, string line)
    {
        lock (gate)
        {
            change();
            Tell(line);
        }
    }

    /// <summary>Forgets a child.</summary>
    internal void End(WatchedChild child)
    {
        lock (gate)
        {
            children.Remove(child);
            Tell(child.Ending);
        }
    }

    private void Tell(string line)
    {
        if (watcher is not null && TryTell(watcher, line))
        {
            return;
        }

        // The first child; or somebody ended the watcher, and the next one must hear of all.
        watcher?.Dispose();
        watcher = Start();
        TryTell(watcher, string.Concat(children.Select(child => child.Story)));
    }

    private static bool TryTell(Process watcher, string lines)
    {
        try
        {
            watcher.StandardInput.BaseStream.Write(Encoding.ASCII.GetBytes(lines));
            watcher.StandardInput.BaseStream.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Process Start()
    {
        var description = Launcher.Prepare(Shell, ["-c", ChildWatchScript.Text, "hyops-watch", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        // All three are pipes, so that it holds none of our streams; and no directory.
        description.RedirectStandardInput = description.RedirectStandardOutput = description.RedirectStandardError = true;
        description.WorkingDirectory = "/";
        description.Environment.Clear();
        description.Environment["PATH"] = Launcher.SearchPath;
        try
        {
            var started = Process.Start(description)!;
            started.StandardOutput.Close();
            started.StandardError.Close();
            return started;
        }
        catch (Win32Exception refused)
        {
            throw CommandNotStartedException.Refused(Shell, refused);
        }
    }
}
