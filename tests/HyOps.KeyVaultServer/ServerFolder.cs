namespace HyOps.KeyVaultServer;

/// <summary>A folder that only its owner can read, with the authority's certificate. It goes with the program.</summary>
internal sealed class ServerFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hyops-keyvault-").FullName;

    public ServerFolder(string certificate) => CertificateFile = Write("ca.pem", certificate);

    public string CertificateFile { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return path;
    }
}
