using System.Security.Cryptography;
using HyOps.Vault.Sops;

namespace HyOps.Vault.Tests.Sops;

/// <summary>
/// The test cases 5, 6, 11, 12, 17 and 18 of "The Galois/Counter Mode of Operation (GCM)" by McGrew and Viega, whose IVs have 8 and 60 bytes;
/// IVs of 12 bytes against .NET; and one, made with OpenSSL, whose counter wraps after the first block.
/// </summary>
public sealed class GaloisCounterModeTests
{
    private const string Key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    private const string Plain = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private const string Associated = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private const string Short = "cafebabefacedbad";
    private const string Long = "9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b";

    [Theory]
    [InlineData(16, Short, "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598", "3612d2e79e3b0785561be14aaca2fccb")]
    [InlineData(16, Long, "8ce24998625615b603a033aca13fb894be9112a5c3a211a8ba262a3cca7e2ca701e4a9a4fba43c90ccdcb281d48c7c6fd62875d2aca417034c34aee5", "619cc5aefffe0bfa462af43c1699d050")]
    [InlineData(24, Short, "0f10f599ae14a154ed24b36e25324db8c566632ef2bbb34f8347280fc4507057fddc29df9a471f75c66541d4d4dad1c9e93a19a58e8b473fa0f062f7", "65dcc57fcf623a24094fcca40d3533f8")]
    [InlineData(24, Long, "d27e88681ce3243c4830165a8fdcf9ff1de9a1d8e6b447ef6ef7b79828666e4581e79012af34ddd9e2f037589b292db3e67c036745fa22e7e9b7373b", "dcf566ff291c25bbb8568fc3d376a6d9")]
    [InlineData(32, Short, "c3762df1ca787d32ae47c13bf19844cbaf1ae14d0b976afac52ff7d79bba9de0feb582d33934a4f0954cc2363bc73f7862ac430e64abe499f47c9b1f", "3a337dbf46a792c45e454913fe2ea8f2")]
    [InlineData(32, Long, "5a8def2f0c9e53f1f75d7853659e2a20eeb2b22aafde6419a058ab4f6f746bf40fc0c3b780f244452da3ebf1c5d82cdea2418997200ef82e44ae7e3f", "a44a8266ee1c8eb0c8b5d4cf5ae9f19a")]
    public void The_published_cases_open_and_are_what_is_written(int keyLength, string iv, string cipher, string tag) =>
        Assert.Equal(
            (Plain, $"{cipher} {tag}"),
            (Opened(Hex(Key)[..keyLength], Hex(iv), Hex(Associated), Hex(cipher), Hex(tag)), Sealed(Hex(Key)[..keyLength], Hex(iv), Hex(Associated), Hex(Plain))));

    [Fact]
    public void The_counter_wraps_in_its_last_32_bits_alone() => Assert.Equal(
        new string('0', 128),
        Opened(
            Hex("74215b8f497de6c7252f74f81cccb3d1d55775b024458a2154ba066c79a6cb30"),
            Hex("2bd597eb3dd1932b3312f91907213534"),
            [],
            Hex("03686e5cce3121bb52f17b43f59c8b19ba51c79417cd496f57f4476622c55f6f44d9a7088e2e2509b710f49523bf301df0f71fea62fe7d547faa0f3c4124afd0"),
            Hex("7a604a312756845aac37e7a29907ee94")));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 17)]
    [InlineData(16, 0)]
    [InlineData(4097, 20)]
    [InlineData(9999, 1)]
    public void An_iv_of_twelve_bytes_is_as_the_platform_has_it(int length, int associatedLength)
    {
        var (key, iv, associated, plain) = (Bytes(32), Bytes(12), Bytes(associatedLength), Bytes(length));
        var (cipher, tag) = (new byte[length], new byte[16]);
        using var platform = new AesGcm(key, 16);
        platform.Encrypt(iv, plain, cipher, tag, associated);

        Assert.Equal(plain, GaloisCounterMode.Open(key, iv, associated, cipher, tag));
        Assert.Equal($"{Convert.ToHexStringLower(cipher)} {Convert.ToHexStringLower(tag)}", Sealed(key, iv, associated, plain));
    }

    [Fact]
    public void Nothing_opens_once_a_bit_of_anything_is_changed()
    {
        string[] parts = [Key, Short, Associated, "c3762df1ca787d32ae47c13bf19844cbaf1ae14d0b976afac52ff7d79bba9de0feb582d33934a4f0954cc2363bc73f7862ac430e64abe499f47c9b1f", "3a337dbf46a792c45e454913fe2ea8f2"];
        for (var part = 0; part < parts.Length; part++)
        {
            for (var at = 0; at < parts[part].Length / 2; at++)
            {
                var bytes = parts.Select(Hex).ToArray();
                bytes[part][at] ^= (byte)(1 << (at % 8));

                Assert.Null(Opened(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]));
            }
        }
    }

    private static string? Opened(byte[] key, byte[] iv, byte[] associated, byte[] cipher, byte[] tag) =>
        GaloisCounterMode.Open(key, iv, associated, cipher, tag) is { } plain ? Convert.ToHexStringLower(plain) : null;

    private static string Sealed(byte[] key, byte[] iv, byte[] associated, byte[] plain)
    {
        var (cipher, tag) = GaloisCounterMode.Seal(key, iv, associated, plain);
        return $"{Convert.ToHexStringLower(cipher)} {Convert.ToHexStringLower(tag)}";
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static byte[] Bytes(int length) => [.. Enumerable.Range(7, length).Select(number => unchecked((byte)(number * 31)))];
}
