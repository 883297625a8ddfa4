using System.Collections;
using System.Runtime.InteropServices;

namespace HyOps.FakeTool;

/// <summary>Verbs that say what the tool was given.</summary>
internal static partial class Facts
{
    internal static int Environment()
    {
        var names = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => $"{entry.Key}={entry.Value}")
            .Order(StringComparer.Ordinal);
        Output.Write(string.Join('\n', names));
        return 0;
    }

    internal static int Arguments(string[] args)
    {
        Output.Write(string.Join('\n', args.Skip(1)));
        return 0;
    }

    internal static int WorkingDirectory()
    {
        Output.Write(Directory.GetCurrentDirectory());
        return 0;
    }

    /// <summary>pid, process group, session.</summary>
    internal static int Ids()
    {
        Output.Write($"{System.Environment.ProcessId} {ProcessGroup()} {Session(0)}");
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int ProcessGroup();

    [LibraryImport("libc", EntryPoint = "getsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Session(int process);
}
