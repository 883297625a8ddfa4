using HyOps.Core.Lifecycle;

namespace HyOps.Contracts.Tests.Projects;

public sealed class EnvironmentTests : IDisposable
{
    private readonly SampleProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_project_in_which_nothing_is_wrong_gives_its_plan()
    {
        var result = project.Validate();

        Assert.Empty(result.Problems);
        var plan = result.Environment!.Phases[Phase.Bootstrap];
        Assert.Equal(["net", "app"], plan.Steps.Select(step => step.Id));
    }
}
