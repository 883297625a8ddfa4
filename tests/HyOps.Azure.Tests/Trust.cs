using System.Runtime.CompilerServices;
using HyOps.Testing;
using HyOps.Testing.Tls;

namespace HyOps.Azure.Tests;

/// <summary>The authority that this process trusts, from its first connection on. Nothing here accepts any certificate.</summary>
internal static class Trust
{
    private static readonly TempFolder Folder = new("trust");

    public static TestCertificateAuthority Authority { get; } = new();

    [ModuleInitializer]
    internal static void Begin()
    {
        Authority.TrustInThisProcess(Folder.At("ca.pem"));
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => Folder.Dispose();
    }
}
