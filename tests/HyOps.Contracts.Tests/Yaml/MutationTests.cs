using System.Text;
using HyOps.Contracts.Projects;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Yaml;

/// <summary>Thousands of damaged files, the same in every run: nothing but documented problems comes of them.</summary>
public sealed class MutationTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "\n", "\t", "&a ", "*a", "<<: *a", "!!str ", "|", ">", "\"", "'", "#", "%", "---\n", "...\n", "null", "~",
        "\0", "\u2028", "\ufeff", "${steps.net.outputs.address}", "${", "CHANGE_ME", "ghp_x", "0644", "  ", "? ", "required_env", "\\", "é", "\ud83d\ude00", "\r",
        "steps", "needs: [app]", "with: []", "id: ''", "when: 1", "secrets: []", "env_contract: {}",
    ];

    private readonly SampleProject project = new();

    public void Dispose() => project.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData(SampleProject.AppSpec, 1)]
    [InlineData(SampleProject.Environment, 2)]
    [InlineData(SampleProject.AppInputs, 3)]
    public async Task Damaged_files_give_documented_problems_and_nothing_else(string file, int seed)
    {
        var random = new Random(seed);
        var original = await File.ReadAllTextAsync(project.At(file), TestContext.Current.CancellationToken);
        for (var round = 0; round < 10_000; round++)
        {
            var text = Damage(original, random);
            await File.WriteAllBytesAsync(project.At(file), Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

            var problems = ValidateOrExplain(text).Problems;

            Assert.All(problems, problem => AssertDocumented(problem, text));
        }
    }

    private ValidationResult ValidateOrExplain(string text)
    {
        try
        {
            var result = project.Validate();
            foreach (var step in result.Environment?.Phases.Values.SelectMany(plan => plan.Steps) ?? [])
            {
                InputsJson.Of(step.Module.Inputs);
            }

            return result;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"this text: {text}", exception);
        }
    }

    private static void AssertDocumented(Problem problem, string text)
    {
        Assert.NotNull(ProblemCodes.Find(problem.Code));
        Assert.True(problem.Location is { File.Length: > 0, Line: >= 0, Column: >= 0 } && problem.Fix.Length > 0, text);
        Assert.DoesNotContain('\n', problem.ToString());
    }

    private static string Damage(string text, Random random)
    {
        for (var change = random.Next(1, 5); change > 0 && text.Length > 0; change--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]),
                _ => Swap(text, random),
            };
        }

        return text;
    }

    private static string Swap(string text, Random random)
    {
        var lines = text.Split('\n');
        var (left, right) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[left], lines[right]) = (lines[right], lines[left]);
        return string.Join('\n', lines);
    }
}
