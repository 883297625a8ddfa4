using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>What became of one key.</summary>
/// <param name="Name">The key.</param>
/// <param name="WasThere">Whether it was in the bundle, and is gone now.</param>
public sealed record UnsetKey(SecretName Name, bool WasThere);

/// <summary>What <c>unset</c> did.</summary>
/// <param name="Keys">The keys, in the order given.</param>
/// <param name="Notices">What the operator should be told.</param>
public sealed record UnsetResult(ImmutableArray<UnsetKey> Keys, ImmutableArray<string> Notices);
