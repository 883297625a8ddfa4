using System.Threading.Channels;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Presentation.Tests.Interrupts;

/// <summary>Somebody at the terminal who answers when the test says so.</summary>
internal sealed class Person : IPrompt
{
    private readonly Channel<string?> answers = Channel.CreateUnbounded<string?>();

    public string Question { get; private set; } = "";

    public int Asked { get; private set; }

    public void Answer(string? text) => answers.Writer.TryWrite(text);

    public async Task WasAskedAsync(int times)
    {
        while (Asked < times)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        Question = question;
        Asked++;
        return await answers.Reader.ReadAsync(cancellationToken);
    }

    public Task<SecretValue?> AskSecretAsync(string question, CancellationToken cancellationToken) => throw new NotSupportedException();
}
