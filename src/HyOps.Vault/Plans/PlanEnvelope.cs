using System.Security.Cryptography;
using System.Text.Json;

namespace HyOps.Vault.Plans;

/// <summary>
/// A sealed plan, bytes to bytes: the line <c>HYOPS-SEALED-PLAN/1</c>, the header as a line of JSON, then the content under AES-256-GCM with its
/// tag of 16 bytes. Both lines are authenticated with it. Salt and nonce are fresh for every plan, so no key is ever used twice.
/// </summary>
public static class PlanEnvelope
{
    /// <summary>The most bytes that a sealed plan may have.</summary>
    public const int MaximumLength = 512 * 1024 * 1024;

    internal const int NonceLength = 12;
    internal const int TagLength = 16;
    private const int LongestHeader = 8 * 1024;

    private static ReadOnlySpan<byte> Magic => "HYOPS-SEALED-PLAN/1\n"u8;

    /// <summary>Seals a plan.</summary>
    /// <param name="header">What it says of itself.</param>
    /// <param name="content">What only the password opens.</param>
    /// <param name="password">The password.</param>
    public static byte[] Seal(PlanHeader header, ReadOnlySpan<byte> content, ReadOnlySpan<byte> password) => Seal(header, content, password, PlanKeys.UsualRounds);

    /// <summary>The header of a sealed plan. Nothing of it is proven before the content is opened.</summary>
    /// <param name="origin">The file, for messages.</param>
    /// <param name="sealedBytes">The whole file.</param>
    /// <exception cref="PlanSealException">It is no sealed plan, or cut short.</exception>
    public static PlanHeader ReadHeader(string origin, ReadOnlySpan<byte> sealedBytes) => Split(origin, sealedBytes, out _).Plan;

    /// <summary>Opens a sealed plan: the check value first, then header and content together, before a byte of it is given out.</summary>
    /// <param name="origin">The file, for messages.</param>
    /// <param name="sealedBytes">The whole file.</param>
    /// <param name="password">The password.</param>
    /// <returns>The content; the caller zeroes it.</returns>
    /// <exception cref="PlanSealException">It is no sealed plan, cut short or changed, or the password is another one.</exception>
    public static byte[] Open(string origin, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> password)
    {
        var header = Split(origin, sealedBytes, out var start);
        using var keys = new PlanKeys(password, header.Salt, header.Rounds);
        if (!CryptographicOperations.FixedTimeEquals(keys.Check, header.Check))
        {
            throw PlanSealException.WrongPassword(origin);
        }

        var content = new byte[header.Length];
        try
        {
            using var cipher = keys.Cipher();
            cipher.Decrypt(header.Nonce, sealedBytes.Slice(start, header.Length), sealedBytes[(start + header.Length)..], content, sealedBytes[..start]);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw PlanSealException.Changed(origin);
        }
    }

    internal static byte[] Seal(PlanHeader header, ReadOnlySpan<byte> content, ReadOnlySpan<byte> password, int rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(PlanKeys.SaltLength);
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        using var keys = new PlanKeys(password, salt, rounds);
        var own = new SealedHeader { Plan = header, Rounds = rounds, Salt = salt, Nonce = nonce, Check = keys.Check, Length = content.Length };
        byte[] start = [.. Magic, .. own.ToBytes(), (byte)'\n'];
        var all = new byte[start.Length + content.Length + TagLength];
        start.CopyTo(all, 0);
        using var cipher = keys.Cipher();
        cipher.Encrypt(nonce, content, all.AsSpan(start.Length, content.Length), all.AsSpan(start.Length + content.Length), start);
        return all;
    }

    private static SealedHeader Split(string origin, ReadOnlySpan<byte> bytes, out int start)
    {
        if (!bytes.StartsWith(Magic))
        {
            throw PlanSealException.NotOne(origin);
        }

        var rest = bytes[Magic.Length..];
        var end = rest[..Math.Min(rest.Length, LongestHeader)].IndexOf((byte)'\n');
        if (end < 0)
        {
            throw rest.Length < LongestHeader ? PlanSealException.Cut(origin) : PlanSealException.BadHeader(origin);
        }

        start = Magic.Length + end + 1;
        var header = Parse(origin, rest[..end]);
        var expected = (long)start + header.Length + TagLength;
        return bytes.Length < expected ? throw PlanSealException.Cut(origin) : bytes.Length > expected ? throw PlanSealException.Changed(origin) : header;
    }

    private static SealedHeader Parse(string origin, ReadOnlySpan<byte> line)
    {
        try
        {
            return SealedHeader.Parse(line);
        }
        catch (JsonException)
        {
            throw PlanSealException.BadHeader(origin);
        }
    }
}
