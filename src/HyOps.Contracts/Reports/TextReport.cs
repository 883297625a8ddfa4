using HyOps.Core.Problems;

namespace HyOps.Contracts.Reports;

/// <summary>Problems as lines that editors and Jenkins know from MSBuild: <c>file(line,column): error HYO1203: …</c>.</summary>
public static class TextReport
{
    /// <summary>Writes one line a problem, and nothing where there is none.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="writer">Where to write.</param>
    public static void Write(IEnumerable<Problem> problems, TextWriter writer)
    {
        foreach (var problem in problems)
        {
            writer.WriteLine(problem.ToString());
        }
    }
}
