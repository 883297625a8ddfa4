using System.Collections.Immutable;

namespace HyOps.Core.Problems;

/// <summary>Collects the problems of one file or module, so that all are shown at once.</summary>
/// <param name="moduleRef">The module that they are about, if any.</param>
public sealed class ProblemList(string? moduleRef = null)
{
    private readonly List<Problem> problems = [];

    /// <summary>The module that they are about; a reader sets it as soon as it knows.</summary>
    public string? ModuleRef { get; set; } = moduleRef;

    /// <summary>Whether one of them is an error.</summary>
    public bool HasErrors => problems.Exists(problem => problem.Severity == Severity.Error);

    /// <summary>How many there are.</summary>
    public int Count => problems.Count;

    /// <summary>Adds an error.</summary>
    /// <param name="code">One of <see cref="ProblemCodes"/>.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="message">What is wrong, without the fix.</param>
    /// <param name="fix">What to do about it.</param>
    /// <param name="field">The field's path, if it is about one.</param>
    /// <param name="key">The environment key, if it is about one.</param>
    public void Error(string code, SourceLocation location, string message, string fix, string? field = null, string? key = null) =>
        Add(Severity.Error, code, location, message, fix, field, key);

    /// <summary>Adds a problem.</summary>
    /// <param name="severity">How much it weighs.</param>
    /// <param name="code">One of <see cref="ProblemCodes"/>.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="message">What is wrong, without the fix.</param>
    /// <param name="fix">What to do about it.</param>
    /// <param name="field">The field's path, if it is about one.</param>
    /// <param name="key">The environment key, if it is about one.</param>
    public void Add(Severity severity, string code, SourceLocation location, string message, string fix, string? field = null, string? key = null) =>
        problems.Add(new Problem
        {
            Code = code,
            Severity = severity,
            Location = location,
            ModuleRef = ModuleRef,
            Field = field,
            Key = key,
            Message = message,
            Fix = fix,
        });

    /// <summary>Adds problems that somebody else found.</summary>
    /// <param name="others">The problems.</param>
    public void AddRange(IEnumerable<Problem> others) => problems.AddRange(others);

    /// <summary>All problems, in the order found.</summary>
    public ImmutableArray<Problem> ToImmutable() => [.. problems];
}
