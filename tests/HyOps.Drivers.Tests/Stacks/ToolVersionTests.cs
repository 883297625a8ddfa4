using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Redaction;
using HyOps.Drivers.Ansible;
using HyOps.Drivers.Packer;
using HyOps.Drivers.Processes;
using HyOps.Drivers.Terraform;

namespace HyOps.Drivers.Tests.Stacks;

public sealed class ToolVersionTests
{
    private static readonly ITool[] Tools = [new TerraformTool(), new PackerTool(), new AnsibleTool()];

    [Fact(Timeout = 60_000)]
    public async Task The_installed_tools_tell_their_versions()
    {
        var runner = new ProcessCommandRunner(new Masker(), TimeProvider.System);
        var environment = ChildEnvironment.Empty.With("PATH", Environment.GetEnvironmentVariable("PATH")!).With("LANG", "C.UTF-8").With("HOME", "/nonexistent");
        foreach (var tool in Tools)
        {
            var result = await runner.RunAsync(tool.VersionCommand(tool.Name.Program, environment), DiscardOutput.Instance, TestContext.Current.CancellationToken);

            Assert.NotNull(tool.ReadVersion(System.Text.Encoding.UTF8.GetString(result.Captured.Span)));
        }
    }

    [Theory]
    [InlineData(0, """{"terraform_version":"1.12.0-beta1"}""", "1.12.0")]
    [InlineData(0, "Terraform v1.0", null)]
    [InlineData(0, """["1.2.3"]""", null)]
    [InlineData(1, "Packer v1.6.6\n\nYour version is out of date!", "1.6.6")]
    [InlineData(1, "", null)]
    [InlineData(2, "ansible-playbook [core 2.19.0rc1]\n  config file = None", "2.19.0")]
    [InlineData(2, "ansible-playbook 2.9.27", "2.9.27")]
    [InlineData(2, "ERROR! no", null)]
    public void A_version_is_read_or_is_null(int tool, string output, string? version) =>
        Assert.Equal(version, Tools[tool].ReadVersion(output)?.ToString());
}
