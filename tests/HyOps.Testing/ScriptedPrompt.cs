using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Testing;

/// <summary>A person at the terminal who answers what was prepared, in order, and then hangs up.</summary>
/// <param name="answers">The answers.</param>
public sealed class ScriptedPrompt(params IEnumerable<string> answers) : IPrompt
{
    private readonly Queue<string> left = new(answers);

    /// <summary>What was asked so far.</summary>
    public IList<string> Questions { get; } = [];

    /// <inheritdoc/>
    public Task<string?> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult(Next(question));

    /// <inheritdoc/>
    public Task<SecretValue?> AskSecretAsync(string question, CancellationToken cancellationToken) =>
        Task.FromResult(Next(question) is { } answer ? SecretValue.From(answer) : null);

    private string? Next(string question)
    {
        Questions.Add(question);
        return left.TryDequeue(out var answer) ? answer : null;
    }
}
