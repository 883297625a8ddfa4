using Cake.Frosting;
using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Engine.Projects;
using HyOps.Presentation.Problems;
using HyOps.Presentation.Screens;

namespace HyOps.Cake.Lifecycle;

/// <summary>The target <c>Validate</c>: contracts, inputs and environments; starts nothing, touches no network.</summary>
[TaskName("Validate")]
[TaskDescription("checks every contract of the project, or of one environment, and lists all problems at once")]
public sealed class ValidateTask : FrostingTask<HyOpsContext>
{
    /// <inheritdoc/>
    public override void Run(HyOpsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var validator = new ContractValidator(Project.Find(context.World, context.Options.Project));
        var problems = Requests(context, validator)
            .SelectMany(request => validator.Validate(request, context.CancellationToken).Problems)
            .Distinct()
            .ToList();
        ProblemLines.Write(Screen.Out(context.World), problems);
        context.World.Terminal.Error.Write(ProblemLines.Totals(problems) + '\n');
        if (problems.Exists(problem => problem.Severity is Severity.Error))
        {
            throw new HyOpsException(ExitCode.InvalidContract, $"the contracts do not hold: {ProblemLines.Totals(problems)}", "each line above names its place and its fix");
        }
    }

    private static IEnumerable<ValidationRequest> Requests(HyOpsContext context, ContractValidator validator)
    {
        var project = new ValidationRequest
        {
            InactiveDefaults = context.Options.InactiveDefaults,
            Parallelism = context.Options.Parallelism ?? context.World.ProcessorCount,
        };
        return context.Options.Environment is { } environment
            ? [project with { Environment = EnvironmentName.TryParse(environment, out var name) ? name : throw Hosting.CommandLineException.NotAnEnvironment(environment) }]
            : validator.Environments().Select(known => project with { Environment = EnvironmentName.Parse(known) }).Prepend(project);
    }
}
