using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of a host's own context.</summary>
/// <param name="context">The context of the Cake engine.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
