using System.Security.Cryptography;
using System.Text.Json;
using HyOps.Engine.Passwords;
using HyOps.Vault.Plans;

namespace HyOps.Engine.Plans;

/// <summary>Seals plans under the vault password, and opens them; their content is in the clear in memory only, and zeroed there.</summary>
/// <param name="passwords">Where the password comes from.</param>
internal sealed class PlanSeal(VaultPasswordSource passwords)
{
    /// <summary>Seals a plan.</summary>
    public async Task<byte[]> SealAsync(PlanHeader header, SealedPlan plan, CancellationToken cancellationToken)
    {
        var password = await passwords.FindAsync(cancellationToken).ConfigureAwait(false);
        var content = JsonSerializer.SerializeToUtf8Bytes(plan, SealedPlanJson.Default.SealedPlan);
        try
        {
            return PasswordBytes.Use(password.Value, key => PlanEnvelope.Seal(header, content, key));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Opens a plan.</summary>
    /// <exception cref="PlanSealException">It does not open.</exception>
    public async Task<SealedPlan> OpenAsync(string path, byte[] sealedBytes, CancellationToken cancellationToken)
    {
        PlanEnvelope.ReadHeader(path, sealedBytes);
        var password = await passwords.FindAsync(cancellationToken).ConfigureAwait(false);
        var content = PasswordBytes.Use(password.Value, key => PlanEnvelope.Open(path, sealedBytes, key));
        try
        {
            return JsonSerializer.Deserialize(content, SealedPlanJson.Default.SealedPlan) ?? throw PlanException.OtherVersion(path);
        }
        catch (JsonException)
        {
            // The seal fits, so it is ours: of another version.
            throw PlanException.OtherVersion(path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }
}
