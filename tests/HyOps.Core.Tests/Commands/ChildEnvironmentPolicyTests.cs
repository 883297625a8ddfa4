using HyOps.Core.Commands;

namespace HyOps.Core.Tests.Commands;

public sealed class ChildEnvironmentPolicyTests
{
    [Fact]
    public void Only_the_listed_variables_pass()
    {
        var parent = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = "/home/x", ["USER"] = "x", ["LANG"] = "C.UTF-8", ["LC_ALL"] = "C", ["TERM"] = "xterm", ["TMPDIR"] = "/tmp/x y",
            ["SSH_AUTH_SOCK"] = "/run/agent", ["PATH"] = "/bin", ["https_proxy"] = "http://proxy:3128", ["NO_PROXY"] = "localhost",
            ["AWS_SECRET_ACCESS_KEY"] = "no", ["LD_PRELOAD"] = "no", ["TF_CLI_CONFIG_FILE"] = "no", ["PYTHONPATH"] = "no",
            ["HYOPS_ENV"] = "no", ["ANSIBLE_VAULT_PASSWORD_FILE"] = "no", ["home"] = "no", ["LCX"] = "no",
        };

        var environment = ChildEnvironmentPolicy.FromParent(parent);

        Assert.Equal(
            ["HOME", "LANG", "LC_ALL", "NO_PROXY", "PATH", "SSH_AUTH_SOCK", "TERM", "TMPDIR", "USER", "https_proxy"],
            environment.Plain.Keys);
        Assert.Equal("/tmp/x y", environment.Plain["TMPDIR"]);
        Assert.Empty(environment.Secrets);
    }

    [Fact]
    public void A_proxy_with_a_password_is_a_secret()
    {
        var parent = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = "http://user:word@proxy:3128" };

        var environment = ChildEnvironmentPolicy.FromParent(parent);

        Assert.Empty(environment.Plain);
        Assert.Equal("http://user:word@proxy:3128", environment.Secrets["HTTPS_PROXY"].Reveal());
    }
}
