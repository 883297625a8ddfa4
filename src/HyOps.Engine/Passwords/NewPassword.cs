using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>Gets a password to be: typed twice without echo, generated, or the first line of standard input where nobody types.</summary>
/// <param name="world">The terminal.</param>
/// <param name="masker">Learns it.</param>
internal sealed class NewPassword(Surroundings world, Masker masker)
{
    private const int Length = 48;
    private const int LongestLine = 4096;

    /// <summary>Invents one.</summary>
    internal SecretValue Generate() => Known(SecretGenerator.Generate(Length));

    /// <summary>Asks for it.</summary>
    /// <param name="question">What is asked, without its colon.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="VaultStoreException">There is no answer, or none that can be a password.</exception>
    internal async Task<SecretValue> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (world.Terminal.Prompt is not { } prompt)
        {
            return Checked(await FirstLineAsync(cancellationToken));
        }

        var once = Checked(await prompt.AskSecretAsync($"{question}:", cancellationToken) ?? throw VaultStoreException.NoAnswer());
        return once.Equals(await prompt.AskSecretAsync($"{question} again:", cancellationToken)) ? once : throw VaultStoreException.Differ();
    }

    /// <summary>Refuses what a source of passwords would give back changed.</summary>
    internal SecretValue Checked(SecretValue password)
    {
        var text = Known(password).Reveal();
        return text.Length == 0 ? throw VaultStoreException.NoAnswer()
            : text.Trim() != text || text.Any(char.IsControl) ? throw VaultStoreException.BadPassword()
            : password;
    }

    private SecretValue Known(SecretValue password)
    {
        masker.Register([password]);
        return password;
    }

    private async Task<SecretValue> FirstLineAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestLine];
        var length = 0;
        for (int read; length < buffer.Length && (read = await world.Terminal.In.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0;)
        {
            length += read;
        }

        var end = Array.IndexOf(buffer, (byte)'\n', 0, length);
        return SecretValue.From(Encoding.UTF8.GetString(buffer, 0, end < 0 ? length : end).TrimEnd('\r'));
    }
}
