namespace HyOps.Testing.Tls;

/// <summary>
/// The one test authority that a test process trusts. Every test program that speaks TLS calls <see cref="Trust"/> in a module initializer,
/// before anything connects: the store is read once in a process.
/// </summary>
public static class TestTls
{
    private static readonly Lazy<TestCertificateAuthority> Trusted = new(Create);

    /// <summary>The authority; servers on loopback get their certificates from it.</summary>
    public static TestCertificateAuthority Authority => Trusted.Value;

    /// <summary>Makes it, and lets this process and those that it starts trust it.</summary>
    public static void Trust() => _ = Authority;

    private static TestCertificateAuthority Create()
    {
        var authority = new TestCertificateAuthority();
        var file = Path.Combine(Path.GetTempPath(), $"hyops-test-authority-{Environment.ProcessId}.pem");
        authority.TrustInThisProcess(file);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        return authority;
    }
}
