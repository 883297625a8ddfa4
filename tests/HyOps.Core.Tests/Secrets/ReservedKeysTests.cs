using HyOps.Core.Secrets;

namespace HyOps.Core.Tests.Secrets;

public sealed class ReservedKeysTests
{
    [Theory]
    [InlineData("PATH")]
    [InlineData("LD_PRELOAD")]
    [InlineData("DYLD_INSERT_LIBRARIES")]
    [InlineData("BASH_ENV")]
    [InlineData("ENV")]
    [InlineData("IFS")]
    [InlineData("PYTHONPATH")]
    [InlineData("PYTHONSTARTUP")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("TF_CLI_ARGS")]
    [InlineData("TF_CLI_ARGS_apply")]
    [InlineData("TF_LOG")]
    [InlineData("ANSIBLE_ACTION_PLUGINS")]
    [InlineData("ANSIBLE_CALLBACK_PLUGINS")]
    [InlineData("ANSIBLE_COLLECTIONS_PATHS")]
    [InlineData("ANSIBLE_CONFIG")]
    [InlineData("ANSIBLE_SSH_ARGS")]
    [InlineData("GIT_SSH_COMMAND")]
    [InlineData("GIT_CONFIG_COUNT")]
    [InlineData("HYOPS_ENV")]
    public void What_changes_how_programs_load_or_run_is_reserved(string key)
    {
        Assert.True(ReservedKeys.IsReserved(SecretName.Parse(key)));
    }

    [Theory]
    [InlineData("NETBOX_API_TOKEN")]
    [InlineData("PYTHON_REGISTRY_TOKEN")]
    [InlineData("GIT_TOKEN")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("ANSIBLE_BECOME_PASSWORD")]
    [InlineData("TF_VAR_db_password")]
    [InlineData("PKR_VAR_token")]
    [InlineData("ENVIRONMENT_KEY")]
    [InlineData("OLD_PASSWORD")]
    [InlineData("path")]
    public void An_ordinary_secret_is_not(string key)
    {
        Assert.False(ReservedKeys.IsReserved(SecretName.Parse(key)));
    }
}
