using Xunit.Sdk;
using Xunit.v3;

namespace HyOps.EndToEnd.Tests;

/// <summary>The drills first: they take the longest, one after another, so that begun last they are what everything waits for.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName != DrillCollection.Name)];
}
