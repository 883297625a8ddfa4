using HyOps.Contracts.Projects;

namespace HyOps.Contracts.Tests.Projects;

/// <summary>A mistake, and the problem that it must give.</summary>
/// <param name="Code">The code.</param>
/// <param name="Place">Where it must be reported, without the folder: <c>environment.yml(4,7)</c>.</param>
/// <param name="Mistake">Makes the mistake in a project in which nothing is wrong.</param>
public sealed record CodeFixture(string Code, string Place, Action<SampleProject> Mistake)
{
    /// <summary>What to validate; the whole environment where nothing else is said.</summary>
    public ValidationRequest Request { get; init; } = new() { Environment = SampleProject.Lab };

    /// <summary>Words that the message or its fix must hold.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    public override string ToString() => $"{Code} at {Place} {string.Join(", ", Says)}".TrimEnd();
}
