namespace HyOps.EndToEnd.Tests;

/// <summary>What needs the platform of the drill environment: one after another, as it stands once on a machine.</summary>
[CollectionDefinition(Name)]
public sealed class DrillCollection
{
    internal const string Name = "drill";
}
