using System.Security.Cryptography;
using System.Text;
using HyOps.Vault.Sops;

namespace HyOps.Vault.Tests.Sops;

public sealed class SopsMacTests
{
    [Fact]
    public void It_is_sha_512_over_the_values_in_upper_case_hex()
    {
        using var mac = new SopsMac(SopsRules.Usual);

        mac.Add("one"u8, isEncrypted: true);
        mac.Add("two"u8, isEncrypted: false);

        Assert.Equal(Convert.ToHexString(SHA512.HashData("onetwo"u8)), Encoding.ASCII.GetString(mac.Finish()));
    }

    [Fact]
    public void Of_encrypted_values_alone_it_begins_with_the_bytes_that_the_reference_names()
    {
        using var mac = new SopsMac(new SopsRules { MacOnlyEncrypted = true });

        mac.Add("one"u8, isEncrypted: true);
        mac.Add("two"u8, isEncrypted: false);

        var beginning = Convert.FromHexString("8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69");
        Assert.Equal(Convert.ToHexString(SHA512.HashData([.. beginning, .. "one"u8])), Encoding.ASCII.GetString(mac.Finish()));
    }
}
