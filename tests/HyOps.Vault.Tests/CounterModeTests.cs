using System.Security.Cryptography;

namespace HyOps.Vault.Tests;

/// <summary>The vectors of NIST SP 800-38A, appendix F.5.</summary>
public sealed class CounterModeTests
{
    private const string Counter = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
    private const string Plain =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    [Theory]
    [InlineData(
        "2b7e151628aed2a6abf7158809cf4f3c",
        "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee")]
    [InlineData(
        "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
        "1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e941e36b26bd1ebc670d1bd1d665620abf74f78a7f6d29809585a97daec58c6b050")]
    [InlineData(
        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6")]
    public void The_vectors_of_the_standard_hold_both_ways(string key, string cipher)
    {
        var text = Convert.FromHexString(Plain);

        CounterMode.Apply(Convert.FromHexString(key), Convert.FromHexString(Counter), text);
        Assert.Equal(cipher, Convert.ToHexStringLower(text));

        CounterMode.Apply(Convert.FromHexString(key), Convert.FromHexString(Counter), text);
        Assert.Equal(Plain, Convert.ToHexStringLower(text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(9999)]
    public void Every_length_equals_the_counter_encrypted_block_by_block(int length)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var counter = Enumerable.Repeat((byte)0xFF, 15).Append((byte)0xFE).ToArray();
        var text = RandomNumberGenerator.GetBytes(length);
        var expected = BlockByBlock(key, counter, text);

        CounterMode.Apply(key, counter, text);

        Assert.Equal(expected, text);
    }

    private static byte[] BlockByBlock(byte[] key, byte[] counter, byte[] text)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var block = counter.ToArray();
        var result = text.ToArray();
        for (var at = 0; at < text.Length; at++)
        {
            result[at] ^= aes.EncryptEcb(block, PaddingMode.None)[at % 16];
            if (at % 16 == 15)
            {
                Increment(block);
            }
        }

        return result;
    }

    private static void Increment(byte[] block)
    {
        for (var at = block.Length - 1; at >= 0 && ++block[at] == 0; at--)
        {
        }
    }
}
