using System.Text;
using HyOps.Cake;
using HyOps.Core;
using HyOps.Core.Commands;

namespace Build.Testing;

/// <summary>A test program: tests/NAME.Tests, built.</summary>
internal sealed class TestProgram(Repository repository, string name)
{
    // Begun first, so that it is not what all others have to wait for at the end.
    private const string Longest = "HyOps.EndToEnd.Tests";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private string Executable => Repository.At("tests", name, "bin", repository.Configuration, "net10.0", name);

    private string Report => Repository.At("artifacts", "tests", $"{name}.xml");

    /// <summary>All test programs of the repository, or those whose name holds a word.</summary>
    public static IReadOnlyList<TestProgram> Find(Repository repository, IReadOnlyList<string> words)
    {
        var names = Directory.GetDirectories(Repository.At("tests"), "*.Tests").Select(path => Path.GetFileName(path)!)
            .Where(name => File.Exists(Repository.At("tests", name, $"{name}.csproj")))
            .OrderBy(name => name != Longest).ThenBy(name => name, StringComparer.Ordinal)
            .ToList();
        var chosen = names.Where(name => words.Count == 0 || words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        return chosen.Count > 0
            ? [.. chosen.Select(name => new TestProgram(repository, name))]
            : throw new HyOpsException(ExitCode.OperatorError, $"no test program holds '{string.Join("' or '", words)}' in its name", $"there are {string.Join(", ", names)}");
    }

    public async Task<TestResult> RunAsync(HyOpsContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Report)!);
        File.Delete(Report);
        var output = new TailOutput();
        var command = repository.Describe(Executable, ["-noColor", "-noLogo", "-xml", Report]) with { Timeout = Limit };
        try
        {
            var result = await context.Runner.RunAsync(command, output, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return TestResult.Read(name, Report, result, output.Text);
        }
        catch (CommandNotStartedException exception)
        {
            return TestResult.Crashed(name, exception.Message, "");
        }
    }

    private sealed class TailOutput : ICommandOutput
    {
        private const int Kept = 8192;
        private readonly StringBuilder text = new();

        public string Text => text.ToString();

        public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
        {
            text.Append(Encoding.UTF8.GetString(masked));
            text.Remove(0, Math.Max(0, text.Length - Kept));
        }
    }
}
