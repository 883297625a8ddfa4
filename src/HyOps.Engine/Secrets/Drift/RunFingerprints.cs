using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Drift;

/// <summary>
/// Fingerprints of values under a random key that lives as long as one comparison: equal values have equal ones, and outside of it they mean
/// nothing. They are compared and never shown.
/// </summary>
internal sealed class RunFingerprints : IDisposable
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    /// <summary>A value's fingerprint; null for one that is missing or empty.</summary>
    public Fingerprint? Of(SecretValue? value)
    {
        if (value is null || value.IsEmpty)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(value.Reveal());
        try
        {
            return new Fingerprint(HMACSHA256.HashData(key, bytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(key);
}

/// <summary>A value's fingerprint. It has no text.</summary>
internal sealed class Fingerprint(byte[] mac)
{
    private readonly byte[] mac = mac;

    public bool IsSame(Fingerprint other) => CryptographicOperations.FixedTimeEquals(mac, other.mac);
}
