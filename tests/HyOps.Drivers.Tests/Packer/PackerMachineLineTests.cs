using HyOps.Drivers.Packer;

namespace HyOps.Drivers.Tests.Packer;

public sealed class PackerMachineLineTests
{
    [Theory]
    [InlineData("1795311224,,ui,say,==> a: b%!(PACKER_COMMA) c", "", "ui", new[] { "say", "==> a: b, c" })]
    [InlineData(@"1795311224,null.x,error,one\ntwo\\path\r", "null.x", "error", new[] { "one\ntwo\\\\path\r" })]
    [InlineData("1795311224,null.x,artifact-count,3", "null.x", "artifact-count", new[] { "3" })]
    [InlineData("1795311224,null.x,end", "null.x", "end", new string[0])]
    public void A_line_is_read_with_its_escapes_undone(string line, string target, string type, string[] data)
    {
        var read = PackerMachineLine.Read(line);

        Assert.NotNull(read);
        Assert.Equal((target, type), (read.Target, read.Type));
        Assert.Equal(data, read.Data);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text, with, commas, in it")]
    [InlineData("1795311224,ui")]
    public void Other_text_is_no_line(string line) => Assert.Null(PackerMachineLine.Read(line));
}
