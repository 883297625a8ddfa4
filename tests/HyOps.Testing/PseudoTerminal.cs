using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HyOps.Testing;

/// <summary>A terminal with a test in the place of the person: what programs write to it is read, and keys are typed.</summary>
public sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWriteNotControlling = 2 | 0x100; // O_RDWR | O_NOCTTY
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly FileStream person;
    private readonly SafeFileHandle device;
    private readonly StringBuilder screen = new();
    private readonly Task reading;

    /// <summary>Opens one, with echo and lines as a login shell has them.</summary>
    public PseudoTerminal()
    {
        person = new FileStream("/dev/ptmx", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        if (Grant(person.SafeFileHandle) != 0 || Unlock(person.SafeFileHandle) != 0)
        {
            throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        }

        Device = Marshal.PtrToStringUTF8(NameOf(person.SafeFileHandle))!;
        device = new SafeFileHandle(Open(Device, ReadWriteNotControlling), ownsHandle: true);
        reading = Task.Run(ReadAll);
    }

    /// <summary>The terminal's path: <c>/dev/pts/3</c>.</summary>
    public string Device { get; }

    /// <summary>Its file descriptor, for code in the test's own process.</summary>
    public int Descriptor => (int)device.DangerousGetHandle();

    /// <summary>All that was seen on it so far, the echo of keys included.</summary>
    public string Screen
    {
        get
        {
            lock (screen)
            {
                return screen.ToString();
            }
        }
    }

    /// <summary>Whether it shows what is typed.</summary>
    public bool Echoes => Settings().Contains(" echo ", StringComparison.Ordinal);

    /// <summary>Starts a program in a session of its own, with this as its controlling terminal and all three streams.</summary>
    /// <param name="start">The program, its arguments and environment.</param>
    public Process Start(ProcessStartInfo start)
    {
        const string Attach = "exec setsid --ctty \"$@\" < \"$0\" > \"$0\" 2>&1";
        var attached = new ProcessStartInfo("/bin/sh", ["-c", Attach, Device, start.FileName, .. start.ArgumentList]) { WorkingDirectory = start.WorkingDirectory };
        attached.Environment.Clear();
        foreach (var (name, value) in start.Environment)
        {
            attached.Environment[name] = value;
        }

        return Process.Start(attached)!;
    }

    /// <summary>Types.</summary>
    /// <param name="keys">The keys; <c>\n</c> is the return key, <c>\u0003</c> is Ctrl-C.</param>
    public void Type(string keys) => person.Write(Encoding.UTF8.GetBytes(keys));

    /// <summary>Waits until a text is on the screen, counted from its beginning; not for ever, so that a test that waits in vain shows the screen.</summary>
    /// <param name="text">The text.</param>
    /// <param name="times">How often it must be there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SeeAsync(string text, int times = 1, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (Screen.Split(text).Length <= times)
        {
            try
            {
                await Task.Delay(5, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"'{text}' was not seen. On the screen:\n{Screen}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The last one to hold the device: its end is the reader's end.
        device.Dispose();
        reading.Wait(TimeSpan.FromSeconds(5));
        person.Dispose();
    }

    private void ReadAll()
    {
        var buffer = new byte[4096];
        var characters = new char[4096];
        var decoder = Encoding.UTF8.GetDecoder();
        try
        {
            for (int count; (count = person.Read(buffer)) > 0;)
            {
                lock (screen)
                {
                    screen.Append(characters, 0, decoder.GetChars(buffer, 0, count, characters, 0));
                }
            }
        }
        catch (IOException)
        {
            // Nobody has the terminal open any more.
        }
    }

    private string Settings()
    {
        using var stty = Process.Start(new ProcessStartInfo("stty", ["-F", Device, "-a"]) { RedirectStandardOutput = true })!;
        return stty.StandardOutput.ReadToEnd();
    }

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Grant(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unlock(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "ptsname", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint NameOf(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
