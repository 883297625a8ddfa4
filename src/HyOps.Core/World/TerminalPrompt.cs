using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Core.World;

/// <summary>
/// Asks the person at the terminal: the question to standard error, the answer from the terminal that is standard input, line by line, so that
/// nothing is read that a child would need. The terminal shows again what is typed however a question ends.
/// </summary>
/// <param name="error">Standard error.</param>
/// <param name="descriptor">The terminal's file descriptor.</param>
internal sealed class TerminalPrompt(TextWriter error, int descriptor = 0) : IPrompt
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // A terminal hands over a line at once and cuts what is longer without a word: N_TTY's 4096 bytes, macOS's MAX_CANON.
    private static readonly int LongestLine = OperatingSystem.IsMacOS() ? 1023 : 4095;

    /// <inheritdoc/>
    public Task<string?> AskAsync(string question, CancellationToken cancellationToken) =>
        Task.Run(() => Ask(question, cancellationToken), CancellationToken.None);

    /// <inheritdoc/>
    public Task<SecretValue?> AskSecretAsync(string question, CancellationToken cancellationToken) =>
        Task.Run(() => AskHidden(question, cancellationToken), CancellationToken.None);

    private SecretValue? AskHidden(string question, CancellationToken cancellationToken)
    {
        if (NativeTerminal.Settings(descriptor) is not { } settings)
        {
            throw PromptException.NoTerminal();
        }

        try
        {
            // Before the question, so that not even the fastest typist is seen.
            NativeTerminal.Apply(descriptor, NativeTerminal.WithoutEcho(settings));
            return Ask(question, cancellationToken) is { } line ? SecretValue.From(line) : null;
        }
        finally
        {
            NativeTerminal.Apply(descriptor, settings);
            error.Write('\n');
        }
    }

    private string? Ask(string question, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        error.Write(question + " ");
        var line = new byte[LongestLine + 1];
        try
        {
            var length = ReadLine(line, cancellationToken);
            return length switch
            {
                < 0 => null,
                _ when length >= LongestLine => throw PromptException.TooLong(LongestLine),
                _ => Strict.GetString(line, 0, length),
            };
        }
        catch (DecoderFallbackException)
        {
            throw PromptException.NotUtf8();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(line);
        }
    }

    /// <summary>Reads a line. -1: the input ended before there was one.</summary>
    private int ReadLine(Span<byte> line, CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < line.Length)
        {
            while (!NativeTerminal.IsReadable(descriptor, Glance))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            // One byte at a time: a terminal in raw mode hands over more than a line, which would be lost.
            if (NativeTerminal.Read(descriptor, line.Slice(length, 1)) == 0)
            {
                return length == 0 ? -1 : length;
            }

            if (line[length] is (byte)'\n' or (byte)'\r')
            {
                return length;
            }

            length++;
        }

        return length;
    }
}
