using System.ComponentModel;
using System.Diagnostics;

namespace HyOps.KeyVaultServer;

/// <summary>The command that runs beside the vault, on our standard streams.</summary>
internal static class Child
{
    private const int NotFound = 127;

    public static async Task<int> RunAsync(IReadOnlyList<string> command, Testing.KeyVault.KeyVaultServer server, ServerFolder folder, Signals signals)
    {
        // In a session of its own, an interrupt from the terminal reaches it once: through us. macOS has no setsid.
        var start = OperatingSystem.IsLinux() ? new ProcessStartInfo("setsid", ["--", .. command]) : new ProcessStartInfo(command[0], command.Skip(1));
        start.Environment["SSL_CERT_FILE"] = folder.CertificateFile;
        start.Environment["HYOPS_KEYVAULT_URI"] = server.Address.AbsoluteUri;
        start.Environment["HYOPS_KEYVAULT_CLIENT_SECRET"] = server.Options.ClientSecret;
        try
        {
            using var process = Process.Start(start) ?? throw new Win32Exception();
            signals.SendTo(process.Id);
            await process.WaitForExitAsync();
            signals.SendToNobody();
            return process.ExitCode;
        }
        catch (Win32Exception exception)
        {
            await Console.Error.WriteLineAsync($"keyvault-server: {command[0]} does not start: {exception.Message}");
            return NotFound;
        }
    }
}
