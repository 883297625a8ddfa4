using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>What the provider script prints.</summary>
/// <param name="option">What <c>--script</c> says; null leaves it to the variables and the usual places.</param>
/// <param name="commands">Runs it.</param>
/// <param name="world">Gives variables and the working directory.</param>
internal sealed class ProviderScriptProvider(string? option, VaultPasswordCommand commands, Surroundings world) : IVaultPasswordProvider
{
    /// <inheritdoc/>
    public string Place => option is null ? ProviderScript.Places : "--script";

    /// <inheritdoc/>
    public async Task<VaultPassword?> FindAsync(CancellationToken cancellationToken)
    {
        if ((ProviderScript.Named(world, option) ?? ProviderScript.Found(world)) is not { } script)
        {
            return null;
        }

        script.RequireTrusted();
        return await commands.RunScriptAsync($"{script.Place} {script.FilePath}", script.FilePath, cancellationToken);
    }
}
