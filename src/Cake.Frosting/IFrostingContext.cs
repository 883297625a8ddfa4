using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a host: what its tasks share.</summary>
public interface IFrostingContext : ICakeContext;
