using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Passwords;

/// <summary>A vault password as the bytes that a key is made of, for as long as that takes.</summary>
internal static class PasswordBytes
{
    /// <summary>Gives them to whoever makes the key, and overwrites them.</summary>
    /// <param name="password">The password.</param>
    /// <param name="use">Makes the key; it keeps nothing of the bytes.</param>
    public static T Use<T>(SecretValue password, Func<byte[], T> use)
    {
        var key = Encoding.UTF8.GetBytes(password.Reveal());
        try
        {
            return use(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
