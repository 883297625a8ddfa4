using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Engine.Recovery;
using HyOps.Engine.Runs;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Recovery;

/// <summary>A project of one module whose state lies behind a backend, run with the real Terraform.</summary>
internal sealed class StatefulProject : IDisposable
{
    public StatefulProject(string backend)
    {
        World.Folder.Write("project/modules/core/test/app/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/app"
            metadata: { title: "A test", description: "A test" }
            requirements: { credentials: [] }
            inputs:
              defaults: {}
            execution: { driver: "iac/terraform" }
            dependencies: []
            outputs: { publish: [] }
            probes: []
            constraints: []

            """);
        World.Folder.Write("project/modules/core/test/app/terraform/backend.tf", backend);
        World.Folder.Write("project/inventories/local/environment.yml", """
            api_version: hybridops/v1
            kind: Environment
            name: local
            tier: local
            phases:
              bootstrap:
                steps:
                  - { id: app, module: core/test/app }

            """);
    }

    public TestWorld World { get; } = new();

    public string Root => World.Folder.At("root");

    public string Rescued => Path.Combine(Root, "state/instances/core/test/app/app/errored.tfstate");

    public StoredRun LastRun => new RunStore(Path.Combine(Root, "logs")).List()[0];

    public void Dispose() => World.Dispose();

    /// <summary>Writes the module's code: a value, and what an apply runs.</summary>
    public void Code(string value, string command = "true") => World.Folder.Write("project/modules/core/test/app/terraform/main.tf", $$"""
        resource "terraform_data" "kept" { input = "kept" }
        resource "terraform_data" "app" {
          input      = "{{value}}"
          depends_on = [terraform_data.kept]
          provisioner "local-exec" { command = "{{command}}" }
        }
        """);

    public Task<RunSummary> RunAsync(CancellationToken cancellationToken) => new RunPhase(EngineServices.In(World.Surroundings())).RunAsync(
        new RunPhaseOptions { Phase = Phase.Bootstrap, Project = World.Folder.At("project"), Environment = "local", Root = Root }, new NoView(), cancellationToken);

    public Task<RunSummary> RecoverAsync(RunId run, CancellationToken cancellationToken, Func<RecoverOptions, RecoverOptions>? adjust = null, IPrompt? prompt = null)
    {
        var world = World.Surroundings();
        var services = EngineServices.In(world with { Terminal = world.Terminal with { Prompt = prompt } });
        var options = new RecoverOptions { Run = run.Value, Yes = true, Project = World.Folder.At("project"), Environment = "local", Root = Root };
        return new RecoverRun(services).RunAsync(adjust is null ? options : adjust(options), new NoView(), cancellationToken);
    }

    private sealed class NoView : IRunObserver
    {
        public void On(RunEvent runEvent)
        {
        }
    }
}
