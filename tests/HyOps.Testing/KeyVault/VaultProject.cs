using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HyOps.Testing.KeyVault;

/// <summary>A copy of this repository's modules and of its environment local-akv, whose vault is at another port.</summary>
public sealed class VaultProject : IDisposable
{
    /// <summary>The environment.</summary>
    public const string Environment = "local-akv";

    private const string UsualPort = "18443";
    private readonly TempFolder folder = new("vault project");

    /// <summary>Makes it.</summary>
    /// <param name="port">Where the vault listens on loopback.</param>
    public VaultProject(int port)
    {
        Copy("modules");
        Copy(Path.Combine("inventories", Environment));
        Replace(UsualPort, port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The project's root.</summary>
    public string FullPath => folder.FullPath;

    /// <summary>Its environment.yml.</summary>
    public string EnvironmentFile => folder.At("inventories", Environment, "environment.yml");

    /// <summary>A port on loopback that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Changes environment.yml.</summary>
    /// <param name="old">What stands there.</param>
    /// <param name="text">What shall stand there.</param>
    public void Replace(string old, string text) => File.WriteAllText(EnvironmentFile, File.ReadAllText(EnvironmentFile).Replace(old, text, StringComparison.Ordinal));

    /// <inheritdoc/>
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
