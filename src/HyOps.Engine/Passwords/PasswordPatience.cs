using System.Globalization;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>How long a password command may take: time for a person to type a passphrase.</summary>
internal static class PasswordPatience
{
    private const string Variable = "HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S";
    private const int UsualSeconds = 120;
    private const int FewestSeconds = 5;
    private const int MostSeconds = 24 * 60 * 60;

    /// <summary>What the operator allows.</summary>
    /// <exception cref="VaultPasswordException">The variable holds no number of seconds.</exception>
    internal static TimeSpan Of(Surroundings world)
    {
        if (world.Variables.GetValueOrDefault(Variable) is not { Length: > 0 } text)
        {
            return TimeSpan.FromSeconds(UsualSeconds);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, FewestSeconds, MostSeconds))
            : throw VaultPasswordException.BadTimeout(Variable, text);
    }
}
