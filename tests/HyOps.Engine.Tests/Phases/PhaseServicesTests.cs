using HyOps.Contracts.Projects;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;

namespace HyOps.Engine.Tests.Phases;

/// <summary>A phase that has no business with an authority is given nothing to open one with.</summary>
public sealed class PhaseServicesTests
{
    [Theory]
    [InlineData(Phase.SteadyState, "", false, true)]
    [InlineData(Phase.SteadyState, "", true, false)]
    [InlineData(Phase.Bootstrap, "", false, false)]
    [InlineData(Phase.Bootstrap, ", seed_after_bootstrap: true", false, true)]
    [InlineData(Phase.Dr, ", seed_after_bootstrap: true", false, false)]
    public void Only_who_reads_or_seeds_an_authority_can_open_one(Phase phase, string settings, bool fromBundle, bool opens)
    {
        using var project = new SmallProject();
        project.AddAuthority(settings);
        var world = project.World.Surroundings();
        var validation = new ContractValidator(Project.Find(world, project.World.Folder.At("project")))
            .Validate(new ValidationRequest { Environment = EnvironmentName.Parse(project.Name), Phase = phase }, TestContext.Current.CancellationToken);
        var services = EngineServices.In(world) with { Authorities = new Dictionary<string, ISecretAuthorityProvider> { [project.Authority.Kind] = project.Authority } };

        var own = PhaseServices.For(new RunPhaseOptions { Phase = phase, SecretsFromBundle = fromBundle }, validation.Environment!, services);

        Assert.Equal(opens, own.Authorities.Count > 0);
    }
}
