using System.Diagnostics;

namespace HyOps.FakeTool;

/// <summary>Verbs about processes that outlive others.</summary>
internal static class Family
{
    /// <summary>
    /// Starts the command as a child that inherits our output, says <c>child PID</c>, and then
    /// <c>leave</c>s it behind, or <c>wait</c>s for it.
    /// </summary>
    internal static int Spawn(string linger, string[] command)
    {
        using var child = Process.Start(new ProcessStartInfo(command[0], command[1..]))!;
        Output.Write($"child {child.Id}\n");
        if (linger is "wait")
        {
            child.WaitForExit();
        }

        return 0;
    }
}
