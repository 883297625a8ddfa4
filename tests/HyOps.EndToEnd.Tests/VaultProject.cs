using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HyOps.EndToEnd.Tests;

/// <summary>A copy of this repository's modules and of its environment local-akv, whose vault is at another port.</summary>
internal sealed class VaultProject : IDisposable
{
    public const string Environment = "local-akv";
    private const string UsualPort = "18443";
    private readonly TempFolder folder = new("vault project");

    public VaultProject(int port)
    {
        Copy("modules");
        Copy(Path.Combine("inventories", Environment));
        Replace(UsualPort, port.ToString(CultureInfo.InvariantCulture));
    }

    public string FullPath => folder.FullPath;

    public string EnvironmentFile => folder.At("inventories", Environment, "environment.yml");

    /// <summary>A port on loopback that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Replace(string old, string text) => File.WriteAllText(EnvironmentFile, File.ReadAllText(EnvironmentFile).Replace(old, text, StringComparison.Ordinal));

    public void Dispose() => folder.Dispose();

    private void Copy(string relative)
    {
        var source = Path.Combine(RepositoryRoot.FullPath, relative);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder.FullPath, Path.GetRelativePath(RepositoryRoot.FullPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
