namespace HyOps.Testing.TerraformBackends;

/// <summary>A request as the state server saw it.</summary>
/// <param name="Method">GET, POST, DELETE, LOCK or UNLOCK.</param>
/// <param name="State">The state's name.</param>
/// <param name="LockId">The lock that the client claims to hold; null where it named none.</param>
/// <param name="Holder">Who held the lock when the request came, as Terraform writes it (<c>user@machine</c>); null for nobody.</param>
/// <param name="Status">What was answered; 0 where the client left before.</param>
public sealed record StateRequest(string Method, string State, string? LockId, string? Holder, int Status);
