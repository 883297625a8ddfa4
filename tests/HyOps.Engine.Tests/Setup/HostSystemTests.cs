using HyOps.Core.Environments;
using HyOps.Engine.Setup;

namespace HyOps.Engine.Tests.Setup;

public sealed class HostSystemTests
{
    [Theory]
    [InlineData("ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n", SystemFamily.Debian, "Debian GNU/Linux 12 (bookworm)")]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", SystemFamily.Debian, "linuxmint")]
    [InlineData("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nPRETTY_NAME='Rocky Linux 9.4'\n", SystemFamily.Fedora, "Rocky Linux 9.4")]
    [InlineData("# comment\r\nID=fedora\r\n", SystemFamily.Fedora, "fedora")]
    [InlineData("ID=manjaro\nID_LIKE=arch\n", SystemFamily.Arch, "manjaro")]
    [InlineData("NAME=Alpine\nID=alpine\n", SystemFamily.Alpine, "alpine")]
    [InlineData("ID=plan9\n", SystemFamily.Unknown, "plan9")]
    [InlineData("", SystemFamily.Unknown, "an unknown system")]
    public void The_system_is_read_from_os_release(string text, SystemFamily family, string name) =>
        Assert.Equal(new HostSystem(family, name), HostSystem.Parse(text));
}
