using HyOps.Core.World;
using HyOps.Testing;

namespace HyOps.Core.Tests.World;

public sealed class TerminalPromptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task What_is_typed_is_seen_and_given()
    {
        using var terminal = new PseudoTerminal();
        await using var error = Writer(terminal);
        var asked = new TerminalPrompt(error, terminal.Descriptor).AskAsync("Name:", Token);
        await terminal.SeeAsync("Name: ", cancellationToken: Token);

        terminal.Type("Ünal\nmore");

        Assert.Equal("Ünal", await asked);
        await terminal.SeeAsync("Ünal", cancellationToken: Token);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_secret_is_not_seen_and_the_terminal_echoes_again()
    {
        using var terminal = new PseudoTerminal();
        await using var error = Writer(terminal);
        var asked = new TerminalPrompt(error, terminal.Descriptor).AskSecretAsync("Password:", Token);
        await terminal.SeeAsync("Password: ", cancellationToken: Token);
        Assert.False(terminal.Echoes);

        terminal.Type("correct horse \n");

        Assert.Equal("correct horse ", (await asked)!.Reveal());
        Assert.True(terminal.Echoes);
        await terminal.SeeAsync("Password: \r\n", cancellationToken: Token);
        Assert.DoesNotContain("horse", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Two_answers_typed_at_once_are_two_answers()
    {
        using var terminal = new PseudoTerminal();
        await using var error = Writer(terminal);
        var prompt = new TerminalPrompt(error, terminal.Descriptor);
        terminal.Type("one\ntwo\n");

        Assert.Equal("one", await prompt.AskAsync("1:", Token));
        Assert.Equal("two", await prompt.AskAsync("2:", Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Cancelling_restores_the_terminal()
    {
        using var terminal = new PseudoTerminal();
        await using var error = Writer(terminal);
        using var stop = new CancellationTokenSource();
        var asked = new TerminalPrompt(error, terminal.Descriptor).AskSecretAsync("Password:", stop.Token);
        await terminal.SeeAsync("Password: ", cancellationToken: Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.True(terminal.Echoes);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_end_of_input_is_no_answer()
    {
        using var terminal = new PseudoTerminal();
        await using var error = Writer(terminal);
        var prompt = new TerminalPrompt(error, terminal.Descriptor);
        var asked = prompt.AskSecretAsync("Password:", Token);
        await terminal.SeeAsync("Password: ", cancellationToken: Token);

        terminal.Type("\u0004");

        Assert.Null(await asked);
        Assert.True(terminal.Echoes);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_line_that_the_terminal_cuts_off_is_refused()
    {
        using var terminal = new PseudoTerminal();
        await using var error = Writer(terminal);
        var asked = new TerminalPrompt(error, terminal.Descriptor).AskSecretAsync("Key:", Token);
        await terminal.SeeAsync("Key: ", cancellationToken: Token);

        terminal.Type(new string('x', 5000) + "\n");

        var problem = await Assert.ThrowsAsync<PromptException>(() => asked);
        Assert.Contains("4095", problem.Message, StringComparison.Ordinal);
        Assert.True(terminal.Echoes);
    }

    [Fact]
    public async Task Where_there_is_no_terminal_a_secret_is_not_asked_for()
    {
        using var folder = new TempFolder();
        await using var file = File.Create(folder.At("input"));
        await using var error = new StringWriter();

        var prompt = new TerminalPrompt(error, (int)file.SafeFileHandle.DangerousGetHandle());

        await Assert.ThrowsAsync<PromptException>(() => prompt.AskSecretAsync("Password:", Token));
        Assert.Empty(error.ToString());
    }

    private static StreamWriter Writer(PseudoTerminal terminal) => new(terminal.Device) { AutoFlush = true };
}
