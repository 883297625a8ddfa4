using System.Security.Cryptography;

namespace HyOps.Core.Secrets;

/// <summary>Invents secrets from the system's random numbers, every character of the alphabet equally likely.</summary>
public static class SecretGenerator
{
    /// <summary>Letters and digits: nothing that a shell, a URL, a YAML file or a connection string would need to quote.</summary>
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Invents a secret.</summary>
    /// <param name="length">Its characters, at least <see cref="SecretKinds.MinimumLength"/>; each brings 5.95 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is smaller.</exception>
    public static SecretValue Generate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, SecretKinds.MinimumLength);

        // GetString rejects instead of taking a remainder, so no character is more likely than another.
        return SecretValue.From(RandomNumberGenerator.GetString(Alphabet, length));
    }
}
