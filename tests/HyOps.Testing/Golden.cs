using System.Runtime.CompilerServices;

namespace HyOps.Testing;

/// <summary>
/// Golden files: what a person reads is compared with a file beside the test. With <c>HYOPS_UPDATE_GOLDEN=1</c> the file is written
/// instead, and the test fails so that nobody updates unawares.
/// </summary>
public static class Golden
{
    /// <summary>Compares a text with <c>&lt;folder of the test&gt;/Golden/&lt;name&gt;</c>.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="actual">What the code printed.</param>
    /// <param name="testFile">Filled by the compiler.</param>
    /// <exception cref="GoldenMismatchException">The text differs, or the file was just written.</exception>
    public static void Matches(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("HYOPS_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            throw new GoldenMismatchException($"{path} was written: read it, then run again without HYOPS_UPDATE_GOLDEN");
        }

        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            throw new GoldenMismatchException($"{path} differs (HYOPS_UPDATE_GOLDEN=1 writes it anew):\n{Difference(expected.Split('\n'), actual.Split('\n'))}");
        }
    }

    private static string Difference(string[] expected, string[] actual)
    {
        const int most = 60;
        var lines = expected.Except(actual).Select(line => "- " + line).Concat(actual.Except(expected).Select(line => "+ " + line)).ToList();
        return lines.Count == 0
            ? "the same lines in another order or number"
            : string.Join('\n', lines.Take(most)) + (lines.Count > most ? $"\n… and {lines.Count - most} more" : "");
    }
}

/// <summary>A text that differs from its golden file.</summary>
/// <param name="message">Both texts.</param>
public sealed class GoldenMismatchException(string message) : Exception(message);
