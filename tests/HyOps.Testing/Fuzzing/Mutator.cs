using System.Text;

namespace HyOps.Testing.Fuzzing;

/// <summary>Damages inputs of a parser, the same way in every run with the same seed.</summary>
/// <param name="seed">The seed.</param>
/// <param name="originals">Inputs that the parser takes, and some that it refuses.</param>
/// <param name="pieces">What means something to the parser: marks, words, escapes.</param>
public sealed class Mutator(int seed, IReadOnlyList<byte[]> originals, IReadOnlyList<string> pieces)
{
    private const int MostChanges = 6;
    private const int LongestPiece = 24;

    // What breaks parsers of any format: ends of lines, marks of encodings, bytes that are no UTF-8, halves of characters.
    private static readonly byte[][] Always =
    [
        "\n"u8.ToArray(), "\r\n"u8.ToArray(), "\r"u8.ToArray(), [0], [0xFF], [0xEF, 0xBB, 0xBF], "\u2028"u8.ToArray(), "\u0085"u8.ToArray(), [0xC3], [0xED, 0xA0, 0x80],
        "\""u8.ToArray(), "'"u8.ToArray(), "\\"u8.ToArray(), "#"u8.ToArray(), "="u8.ToArray(), "😀"u8.ToArray(), "%s%n"u8.ToArray(), "999999999999999999999"u8.ToArray(), "-1"u8.ToArray(),
    ];

    private readonly Random random = new(seed);
    private readonly byte[][] known = [.. Always, .. pieces.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The next damaged input.</summary>
    public byte[] Next()
    {
        var input = new List<byte>(Pick(originals));
        for (var change = random.Next(1, MostChanges); change > 0; change--)
        {
            Damage(input);
        }

        return [.. input];
    }

    private void Damage(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = Math.Min(random.Next(1, LongestPiece), input.Count - at);
        switch (random.Next(8))
        {
            case 0:
                input.RemoveRange(at, length);
                break;
            case 1:
                input.InsertRange(at, Pick(known));
                break;
            case 2:
                input.RemoveRange(at, length);
                input.InsertRange(at, Pick(known));
                break;
            case 3:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 4 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 5 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 6:
                Splice(input, at, Pick(originals));
                break;
            default:
                input.RemoveRange(at, input.Count - at);
                break;
        }
    }

    private void Splice(List<byte> input, int at, byte[] other)
    {
        input.RemoveRange(at, input.Count - at);
        input.AddRange(other[random.Next(other.Length + 1)..]);
    }

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];
}
