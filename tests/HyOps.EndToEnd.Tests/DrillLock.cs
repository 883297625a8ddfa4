using System.Text;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// The right to make the platform of the drill environment: its names and addresses are fixed, so one stands on a machine at a time, whoever makes it.
/// The lock's file names the runtime root of the platform that stands: what a killed test program left is known by it.
/// </summary>
internal sealed class DrillLock : IDisposable
{
    // Below /run, as the platform's namespaces are: gone with them when the machine starts anew.
    private const string File = "/run/hyops-drill-tests.lock";
    private readonly FileStream file;

    private DrillLock(FileStream file) => this.file = file;

    /// <summary>The runtime root of a platform that was left; empty where none was.</summary>
    public string Left
    {
        get
        {
            file.Position = 0;
            using var reader = new StreamReader(file, leaveOpen: true);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Waits for it. The system frees it when its holder ends, however it does.</summary>
    public static async Task<DrillLock> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new DrillLock(new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    /// <summary>Notes the runtime root of the platform that is made; empty where it is gone.</summary>
    public void Note(string root)
    {
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(root));
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file.Dispose();
}
