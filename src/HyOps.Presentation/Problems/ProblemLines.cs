using HyOps.Core.Problems;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Problems;

/// <summary>Problems of files, one a line as MSBuild writes them, so that editors and CI can jump there.</summary>
public static class ProblemLines
{
    /// <summary>Writes the problems.</summary>
    /// <param name="screen">Where to: standard output, as they are data.</param>
    /// <param name="problems">The problems, in the order wanted.</param>
    public static void Write(Screen screen, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            screen.WriteLine(Foreign.Line(problem.ToString()), problem.Severity is Severity.Error ? TextStyle.Bad : TextStyle.Warning);
        }
    }

    /// <summary>How many there are: <c>2 errors, 1 warning</c>, <c>no problem</c>.</summary>
    /// <param name="problems">The problems.</param>
    public static string Totals(IReadOnlyCollection<Problem> problems)
    {
        var errors = problems.Count(problem => problem.Severity is Severity.Error);
        string[] parts = [Count(errors, "error"), Count(problems.Count - errors, "warning")];
        return problems.Count == 0 ? "no problem" : string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string Count(int count, string what) => count == 0 ? "" : count == 1 ? $"1 {what}" : $"{count} {what}s";
}
