using System.Collections.Immutable;
using HyOps.Core.Problems;

namespace HyOps.Core.Modules;

/// <summary>A module with its inputs, and everything that is wrong with them.</summary>
/// <param name="Module">The module; fit to run only where no problem is an error.</param>
/// <param name="Problems">The problems.</param>
public sealed record Resolution(ResolvedModule Module, ImmutableArray<Problem> Problems);
