using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>The secrets of a run, each with its source, and the account of which step was given which.</summary>
/// <param name="secrets">All that the run's steps need.</param>
/// <param name="originOf">Where a secret came from.</param>
internal sealed class GivenSecrets(SecretBundle secrets, Func<SecretName, SecretOrigin> originOf)
{
    // Lives and dies with the run: fingerprints tell equal values apart within a record, and nothing across records.
    private readonly byte[] fingerprintKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<SecretName, ConcurrentBag<string>> given = new();

    /// <summary>Hands a step the secrets that its contract names, and no others.</summary>
    public SecretBundle Give(string step, IEnumerable<SecretName> names)
    {
        var bundle = secrets.Only(names);
        foreach (var name in bundle.Names)
        {
            given.GetOrAdd(name, _ => []).Add(step);
        }

        return bundle;
    }

    /// <summary>The name of a value; null where it is none of these.</summary>
    public string? NameOf(SecretValue value) => secrets.Secrets.FirstOrDefault(pair => pair.Value.Equals(value)).Key?.Value;

    /// <summary>The names of values that are too short or too common to be masked wherever they stand.</summary>
    public IReadOnlyList<SecretName> NotMaskedEverywhere() => [.. MaskPolicy.NotMaskedEverywhere(secrets)];

    public IReadOnlyList<RecordedSecret> ForRecord() =>
        [.. given.OrderBy(pair => pair.Key).Select(pair => Describe(pair.Key, originOf(pair.Key), [.. pair.Value.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))];

    private RecordedSecret Describe(SecretName name, SecretOrigin origin, IReadOnlyList<string> steps) =>
        new(name.Value, origin.Source, FingerprintOf(name), steps) { AuthorityName = origin.Version?.Name, Version = origin.Version?.Version };

    private string FingerprintOf(SecretName name)
    {
        secrets.TryGet(name, out var value);
        return Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, Encoding.UTF8.GetBytes(value!.Reveal())).AsSpan(0, 8));
    }
}
