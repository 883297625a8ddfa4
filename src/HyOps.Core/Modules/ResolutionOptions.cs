using System.Collections.Immutable;
using HyOps.Core.Problems;

namespace HyOps.Core.Modules;

/// <summary>How strictly a module's inputs are judged.</summary>
public sealed record ResolutionOptions
{
    /// <summary>The weight of a default of the spec that names a key which required_env lacks.</summary>
    public Severity InactiveDefaults { get; init; } = Severity.Error;

    /// <summary>The weight of an operator's input that the spec does not know.</summary>
    public Severity UnknownInputs { get; init; } = Severity.Error;

    /// <summary>Whether the module is to be destroyed: references then name keys of required_env_destroy.</summary>
    public bool Destroy { get; init; }

    /// <summary>Whether these inputs are meant to run. A spec alone is not: its placeholders are for the operator to fill in.</summary>
    public bool WouldRun { get; init; } = true;

    /// <summary>Top-level inputs whose values come from earlier steps' outputs, and are not known yet.</summary>
    public ImmutableHashSet<string> Wired { get; init; } = [];
}
