using System.Collections.Concurrent;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;

namespace HyOps.Engine.Tests.Phases;

/// <summary>A driver that does what a test says and remembers what it was asked.</summary>
/// <param name="run">What a step makes of its request; null is "changed".</param>
internal sealed class ScriptedDriver(Func<DriverRequest, CancellationToken, Task<DriverOutcome>>? run = null) : IDriver
{
    private readonly ConcurrentQueue<DriverRequest> requests = new();

    public IReadOnlyList<DriverRequest> Requests => [.. requests];

    public DriverKind Kind => DriverKind.Terraform;

    public ToolName Tool { get; } = new("terraform", "terraform");

    public static DriverOutcome Changed => new() { Outcome = StepOutcome.Changed, Summary = "1 added" };

    public ChildEnvironment EnvironmentOf(DriverRequest request) => request.Environment.With(request.Secrets);

    public Task<DriverOutcome> RunAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        requests.Enqueue(request);
        return run is null ? Task.FromResult(Changed) : run(request, cancellationToken);
    }
}
