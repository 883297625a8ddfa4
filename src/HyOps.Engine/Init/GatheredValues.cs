using System.Collections.Immutable;

namespace HyOps.Engine.Init;

/// <summary>What the sources gave.</summary>
/// <param name="Values">The values.</param>
/// <param name="Fields">Every field that counts, with its source and what is wrong with it.</param>
/// <param name="Answers">What a person answered that is no secret: worth keeping in the config.</param>
internal sealed record GatheredValues(TargetValues Values, ImmutableArray<InitField> Fields, ImmutableArray<KeyValuePair<string, string>> Answers)
{
    /// <summary>Whether every field that must have a value has a good one.</summary>
    public bool IsComplete => Fields.All(one => one.Problem is null);
}
