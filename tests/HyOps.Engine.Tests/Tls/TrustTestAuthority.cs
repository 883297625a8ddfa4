using System.Runtime.CompilerServices;
using HyOps.Testing.Tls;

namespace HyOps.Engine.Tests.Tls;

/// <summary>Servers on loopback are trusted as any other: before the first connection of this process.</summary>
internal static class TrustTestAuthority
{
    [ModuleInitializer]
    internal static void Initialize() => TestTls.Trust();
}
