using System.Collections.Immutable;
using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Contracts.Projects;
using HyOps.Core.Modules;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary>What <c>hyops secrets ensure</c> takes.</summary>
internal sealed class EnsureArguments
{
    internal Argument<string[]> Keys { get; } = KeyArguments.Many("The keys that must be there.");

    internal Option<string?> Module { get; } = new("--module") { HelpName = "REF", Description = "The keys that this module requires, too." };

    internal Option<string?> Inputs { get; } = new("--inputs") { HelpName = "FILE", Description = "The inputs of --module." };

    internal Option<int?> Length { get; } = new("--length") { HelpName = "N", Description = "Characters of every generated value; at least 16." };

    internal Option<string[]> LengthMap { get; } = new("--length-map") { HelpName = "KEY=N", Description = "Characters of one key's value; wins over --length. May be repeated." };

    internal Option<bool> Force { get; } = new("--force") { Description = "Replace values that are there. What cannot be generated is never replaced." };

    internal Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only say what would be done." };

    internal EnsureOptions Read(Invocation invocation, CancellationToken cancellationToken)
    {
        var named = KeyArguments.Parse(invocation.Get(Keys));
        var module = invocation.Get(Module) is { } text ? EnsureOptions.For([Resolve(invocation, text, cancellationToken)]) : new EnsureOptions { Keys = [] };
        if (module.Keys.IsEmpty && named.IsEmpty && invocation.Get(Module) is null)
        {
            throw CommandLineException.MissingArgument("KEY or --module", "hyops secrets ensure");
        }

        return module with
        {
            Keys = [.. module.Keys.Concat(named).Distinct()],
            Length = invocation.Get(Length),
            LengthMap = (invocation.Get(LengthMap) ?? []).Select(KeyArguments.ParseLength).ToImmutableDictionary(),
            Force = invocation.Get(Force),
            DryRun = invocation.Get(DryRun),
        };
    }

    private ResolvedModule Resolve(Invocation invocation, string text, CancellationToken cancellationToken)
    {
        var world = invocation.World;
        var inputs = invocation.Path(Inputs);
        var request = new ValidationRequest
        {
            Module = ModuleRef.TryParse(text, out var module) ? module : throw CommandLineException.BadModule("--module"),
            InputsFile = inputs is null ? null : world.Absolute(inputs),
            Environment = ChosenEnvironment.NamedBy(world, invocation.Environment),
        };
        var result = new ContractValidator(Project.Find(world, invocation.Project)).Validate(request, cancellationToken);
        return result is { Ok: true, Module: { } resolved } ? resolved : throw ContractsInvalidException.Because(result.Problems);
    }
}
