namespace HyOps.Conventions.Tests;

/// <summary>Fails with every place at which a convention is broken.</summary>
internal static class Broken
{
    public static void Nowhere(IEnumerable<string> places)
    {
        var all = places.ToList();
        Assert.True(all.Count == 0, $"broken in {all.Count} place(s):\n{string.Join('\n', all)}");
    }
}
