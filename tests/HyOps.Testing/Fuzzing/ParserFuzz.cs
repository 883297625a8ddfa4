using System.Text;

namespace HyOps.Testing.Fuzzing;

/// <summary>Gives a parser damaged inputs; whatever it throws must be what it says that it throws.</summary>
/// <param name="name">The parser's name.</param>
/// <param name="parse">Parses.</param>
/// <param name="documented">Whether the parser says that it throws this.</param>
public sealed class ParserFuzz(string name, Action<byte[]> parse, Func<Exception, bool> documented)
{
    /// <summary>What the parser should cope with.</summary>
    public IList<byte[]> Originals { get; init; } = [];

    /// <summary>What means something to it.</summary>
    public IReadOnlyList<string> Pieces { get; init; } = [];

    /// <summary>The parser's name.</summary>
    public string Name => name;

    /// <summary>Adds an original.</summary>
    /// <param name="text">Its text.</param>
    public ParserFuzz With(string text)
    {
        Originals.Add(Encoding.UTF8.GetBytes(text));
        return this;
    }

    /// <summary>Runs it.</summary>
    /// <param name="rounds">How many inputs.</param>
    /// <param name="seed">The seed: the same inputs in every run.</param>
    /// <param name="cancellationToken">Ends it between two inputs.</param>
    /// <returns>How many inputs were refused with a documented failure; the others were taken.</returns>
    /// <exception cref="InvalidOperationException">A failure that is not documented, with the input that caused it.</exception>
    public int Run(int rounds, int seed, CancellationToken cancellationToken)
    {
        var mutator = new Mutator(seed, [.. Originals], Pieces);
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            refused += Takes(mutator.Next(), round, seed) ? 0 : 1;
        }

        return refused;
    }

    private bool Takes(byte[] input, int round, int seed)
    {
        try
        {
            parse(input);
            return true;
        }
        catch (Exception failure) when (documented(failure))
        {
            return false;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{name}, round {round} of seed {seed}, failed on {Convert.ToHexString(input)} ({Encoding.UTF8.GetString(input)})", failure);
        }
    }
}
