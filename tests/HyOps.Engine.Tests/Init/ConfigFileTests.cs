using HyOps.Engine.Init;

namespace HyOps.Engine.Tests.Init;

public sealed class ConfigFileTests
{
    private static readonly IInitTarget Target = InitTargets.Get("hetzner");

    [Fact]
    public void Values_are_read_with_and_without_quotes_and_placeholders_count_as_none()
    {
        Assert.Equal("nbg1", Read("# c\r\n\r\n location = \"nbg1\" \r\n").Values["location"]);
        Assert.Empty(Read("location=CHANGE_ME\n").Values);
        Assert.Empty(Read("location=\n").Values);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_and_no_secret_is_repeated()
    {
        var refusal = Assert.Throws<InitException>(() => Read("hcloud_token=s3cr3t-of-the-test\nlocaton=x\nlocation=a\nlocation=b\nMIIEpasted-of-the-test\n"));

        Assert.Equal(
            """
            x.conf(1): hcloud_token is a secret and must not stand here: remove the line, and replace the value if others could read it
            x.conf(2): hetzner has no field 'locaton'. Did you mean 'location'?
            x.conf(4): location stands in line 3 already
            x.conf(5): the line is neither name=value nor a comment
            """,
            refusal.Message);
    }

    [Fact]
    public void A_private_key_where_the_public_one_belongs_is_refused()
    {
        var refusal = Assert.Throws<InitException>(() => ConfigFile.Parse("x.conf", "ssh_public_key=-----BEGIN OPENSSH " + "PRIVATE KEY-----\n", InitTargets.Get("proxmox")));

        Assert.Contains("looks like a secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_keep_every_other_line()
    {
        var config = Read("# mine\nlocation=CHANGE_ME\n# end\n");

        Assert.Equal("# mine\nlocation=nbg1\n# end\n", config.With([new("location", "nbg1")]));
    }

    private static ConfigFile Read(string text) => ConfigFile.Parse("x.conf", text, Target);
}
