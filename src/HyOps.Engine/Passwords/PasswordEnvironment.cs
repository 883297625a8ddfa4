using HyOps.Core.Commands;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>The environment of password commands: the operator's, and what says whether they may ask.</summary>
/// <param name="world">Gives the variables.</param>
internal sealed class PasswordEnvironment(Surroundings world)
{
    private const string Mark = "HYOPS_VAULT_PASSWORD_ASKED";
    private const string GpgOptions = "PASSWORD_STORE_GPG_OPTS";

    /// <summary>The whole environment.</summary>
    internal ChildEnvironment For(PasswordAsking asking)
    {
        var environment = world.Variables.Aggregate(ChildEnvironment.Empty, (environment, pair) => environment.With(pair.Key, pair.Value)).With(Mark, "1");
        return asking switch
        {
            PasswordAsking.Never => environment
                .With(GpgOptions, $"{world.Variables.GetValueOrDefault(GpgOptions)} --pinentry-mode=error".TrimStart())
                .With("VAULT_PASS_AUTO_UNLOCK", "0"),
            // The agent opens the terminal by its name; pass would look at its standard input, which a pipe may be.
            PasswordAsking.AtTerminal when world.Terminal.Device is { } device && world.Variables.GetValueOrDefault("GPG_TTY") is not { Length: > 0 } =>
                environment.With("GPG_TTY", device),
            _ => environment,
        };
    }

    /// <summary>A password command that calls hyops for its password would start itself for ever.</summary>
    /// <exception cref="VaultPasswordException">We are one already.</exception>
    internal static void RefuseCircle(string source, Surroundings world)
    {
        if (world.Variables.ContainsKey(Mark))
        {
            throw VaultPasswordException.Circle(source);
        }
    }
}
