using HyOps.Core.Secrets;

namespace HyOps.Core.World;

/// <summary>Asks the person at the terminal. What is asked goes to standard error, so that standard output stays data.</summary>
public interface IPrompt
{
    /// <summary>Asks for a line; what is typed is seen.</summary>
    /// <param name="question">The question, with its colon.</param>
    /// <param name="cancellationToken">Cancelled = nobody answers.</param>
    /// <returns>The line, without its end; null at the end of input.</returns>
    Task<string?> AskAsync(string question, CancellationToken cancellationToken);

    /// <summary>Asks for a secret; what is typed is not seen, and the terminal is as before however this ends.</summary>
    /// <param name="question">The question, with its colon.</param>
    /// <param name="cancellationToken">Cancelled = nobody answers.</param>
    /// <returns>The line, without its end; null at the end of input.</returns>
    Task<SecretValue?> AskSecretAsync(string question, CancellationToken cancellationToken);
}
