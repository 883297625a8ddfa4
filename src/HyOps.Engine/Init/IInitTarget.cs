using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Engine.Init.Providers;

namespace HyOps.Engine.Init;

/// <summary>A system that modules need credentials of: its fields, and how its API is asked whether they hold.</summary>
internal interface IInitTarget
{
    /// <summary>Its name on the command line and in <c>requirements.credentials</c>.</summary>
    string Name { get; }

    /// <summary>Its name for people.</summary>
    string Title { get; }

    /// <summary>Its fields, in the order in which they are written.</summary>
    ImmutableArray<TargetField> Fields { get; }

    /// <summary>The fields that count beside what is known already: some exclude each other.</summary>
    /// <param name="values">What is known.</param>
    IEnumerable<TargetField> FieldsFor(TargetValues values) => Fields;

    /// <summary>What the operator should be told before anything is sent.</summary>
    /// <param name="values">All values.</param>
    IEnumerable<string> NoticesFor(TargetValues values) => [];

    /// <summary>Whether the server's certificate is not looked at.</summary>
    /// <param name="values">All values.</param>
    bool SkipsTls(TargetValues values) => false;

    /// <summary>What an operator may set so that it is not looked at; null where nothing may be.</summary>
    string? SkipTlsHint => null;

    /// <summary>Asks the provider whether the credentials hold. Nothing is created or changed there.</summary>
    /// <param name="values">All values, each of its form.</param>
    /// <param name="connection">The way to the provider.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>What the provider said that is no secret, for the marker: an account, a version.</returns>
    /// <exception cref="HyOpsException">They do not hold, or the provider cannot be asked.</exception>
    Task<IReadOnlyDictionary<string, string>> VerifyAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken);
}
