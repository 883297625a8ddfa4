using System.Diagnostics;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Secrets.Writers;

/// <summary>The writer as a process of its own, with a home, a temporary directory and a bundle below a folder.</summary>
internal static class WriterProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "HyOps.BundleWriter");

    public static Process Start(TempFolder folder, params string[] args) => Start(folder, ("LC_ALL", "C"), args);

    public static Process Start(TempFolder folder, (string Name, string Value) variable, params string[] args)
    {
        var description = new ProcessStartInfo(Program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullPath };
        description.Environment.Clear();
        description.Environment[variable.Name] = variable.Value;
        description.Environment["PATH"] = "/usr/bin:/bin";
        description.Environment["HOME"] = folder.CreateFolder("home");
        description.Environment["TMPDIR"] = folder.CreateFolder("tmp");
        description.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", Path.GetDirectoryName(typeof(object).Assembly.Location)!);

        // The debugger's pipes would lie in TMPDIR for ever after a kill, and block whoever reads them.
        description.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(description)!;
    }
}
