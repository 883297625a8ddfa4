using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HyOps.Testing.Tls;

/// <summary>
/// A certificate authority for servers on loopback. Programs trust it as they trust any other: through <c>SSL_CERT_FILE</c>.
/// </summary>
public sealed partial class TestCertificateAuthority : IDisposable
{
    private readonly X509Certificate2 root;

    /// <summary>Makes one, valid for a day.</summary>
    public TestCertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=HyOps test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Its certificate, as PEM.</summary>
    public string Pem => root.ExportCertificatePem();

    /// <summary>A server's certificate with its key, for localhost, 127.0.0.1 and the names given.</summary>
    /// <param name="names">More host names.</param>
    public X509Certificate2 Issue(params IEnumerable<string> names) => Issue(names.Prepend("localhost"), IPAddress.Loopback, DateTimeOffset.UtcNow.AddHours(20));

    /// <summary>One for that name and no other: clients that connect to localhost must refuse it.</summary>
    /// <param name="name">The host name.</param>
    public X509Certificate2 IssueForAnother(string name) => Issue([name], address: null, DateTimeOffset.UtcNow.AddHours(20));

    /// <summary>One for localhost whose time is over.</summary>
    public X509Certificate2 IssueExpired() => Issue(["localhost"], IPAddress.Loopback, DateTimeOffset.UtcNow.AddMinutes(-5));

    /// <summary>
    /// Lets this process and those that it starts trust it. To be called before the first connection of the process: OpenSSL's store is read
    /// once. The managed environment is a copy; OpenSSL reads the native one.
    /// </summary>
    /// <param name="file">Where to write the certificate.</param>
    public void TrustInThisProcess(string file)
    {
        File.WriteAllText(file, Pem);
        Environment.SetEnvironmentVariable("SSL_CERT_FILE", file);
        if (SetVariable("SSL_CERT_FILE", file, overwrite: 1) != 0)
        {
            throw new InvalidOperationException($"setenv failed with {Marshal.GetLastPInvokeError()}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => root.Dispose();

    private X509Certificate2 Issue(IEnumerable<string> names, IPAddress? address, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test server", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        if (address is not null)
        {
            alternatives.AddIpAddress(address);
        }

        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.Create(root, DateTimeOffset.UtcNow.AddMinutes(-30), until, RandomNumberGenerator.GetBytes(16));
        using var withKey = certificate.CopyWithPrivateKey(key);

        // Kestrel needs a key that outlives the ephemeral one above.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
