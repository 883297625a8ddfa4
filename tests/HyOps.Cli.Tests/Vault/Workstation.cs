using System.Diagnostics;
using HyOps.Cli.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Vault;

/// <summary>A home, a keyring, a password store and the built hyops, with a terminal where one is wanted.</summary>
internal sealed class Workstation : IDisposable
{
    internal const string Password = "vault word of the tests";

    internal Workstation()
    {
        Variables = Gpg.Variables;
        Variables["TMPDIR"] = Folder.CreateFolder("tmp");
        Variables["TERM"] = "xterm";
    }

    internal TempFolder Folder { get; } = new();

    internal GpgHome Gpg { get; } = new();

    internal Dictionary<string, string?> Variables { get; }

    /// <summary>With a key, and the password stored in it.</summary>
    internal Workstation WithEntry()
    {
        Gpg.Insert(Gpg.CreateKey(), Password + "\n");
        return this;
    }

    internal Task<Called> CallAsync(params string[] args) => Hyops.RunAsync(Folder, Variables, Hyops.Program, args);

    /// <summary>Starts it at a terminal.</summary>
    internal Process StartAt(PseudoTerminal terminal, params string[] args)
    {
        var start = Hyops.Describe(Folder, Variables, Hyops.Program, args);
        var listed = new ProcessStartInfo(start.FileName, start.ArgumentList) { WorkingDirectory = start.WorkingDirectory };
        listed.Environment.Clear();
        foreach (var (name, value) in start.Environment)
        {
            listed.Environment[name] = value;
        }

        return terminal.Start(listed);
    }

    public void Dispose()
    {
        Gpg.Dispose();
        Folder.Dispose();
    }
}
