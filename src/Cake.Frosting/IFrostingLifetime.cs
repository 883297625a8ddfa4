namespace Cake.Frosting;

/// <summary>What runs before the first task and after the last one.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
