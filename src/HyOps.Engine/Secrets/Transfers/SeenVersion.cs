namespace HyOps.Engine.Secrets.Transfers;

/// <summary>The version of a secret whose value the bundle held when it was seen: no value, and nothing made of one.</summary>
/// <param name="Name">The secret's name in the authority.</param>
/// <param name="Version">The version.</param>
/// <param name="UpdatedOn">When the authority changed it last, where it says so.</param>
/// <param name="SeenOn">When it was read into the bundle, or written from it.</param>
public sealed record SeenVersion(string Name, string Version, DateTimeOffset? UpdatedOn, DateTimeOffset SeenOn);
