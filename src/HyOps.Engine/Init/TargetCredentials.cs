using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Init;

/// <summary>
/// The credentials of the init targets that a run's steps require, read once, before anything starts. Each step is given those of its own
/// contract; they lie in no other file than the one that <c>init</c> wrote.
/// </summary>
internal sealed class TargetCredentials
{
    // Lives and dies with the run, as the key for the other secrets does.
    private readonly byte[] fingerprintKey = RandomNumberGenerator.GetBytes(32);
    private readonly ImmutableSortedDictionary<string, ImmutableArray<TargetCredential>> known;
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> given = new(StringComparer.Ordinal);

    private TargetCredentials(ImmutableSortedDictionary<string, ImmutableArray<TargetCredential>> known) => this.known = known;

    /// <summary>Reads the credentials of targets, whose secrets the masker learns.</summary>
    /// <param name="chosen">The environment with its root.</param>
    /// <param name="targets">The names; each may be there several times.</param>
    /// <param name="masker">Learns the secrets.</param>
    /// <exception cref="InitException">Some are not ready: all are named, with the commands.</exception>
    public static TargetCredentials Load(ChosenEnvironment chosen, IEnumerable<string> targets, Masker masker)
    {
        var known = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<TargetCredential>>(StringComparer.Ordinal);
        var problems = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var target in targets.Distinct(StringComparer.Ordinal))
        {
            try
            {
                known[target] = FieldForms.Place(target) is { } problem ? throw InitException.BadName(problem) : Read(TargetPaths.In(chosen.Root, target), target);
            }
            catch (HyOpsException unfit)
            {
                problems[target] = $"  {target}: {unfit.Message}";
            }
        }

        masker.Register(known.Values.SelectMany(credentials => credentials).Where(credential => credential.IsSecret).Select(credential => credential.Value));
        return problems.Count == 0 ? new TargetCredentials(known.ToImmutable()) : throw InitException.NotReady(problems.Values, problems.Keys, chosen.Name.Value);
    }

    /// <summary>Hands a step the credentials of the targets that its contract requires, and no others.</summary>
    /// <param name="step">The step's id.</param>
    /// <param name="targets">The contract's targets.</param>
    public ImmutableArray<TargetCredential> Give(string step, IEnumerable<string> targets)
    {
        var own = targets.Distinct(StringComparer.Ordinal).ToList();
        own.ForEach(target => given.GetOrAdd(target, _ => []).Add(step));
        return [.. own.SelectMany(target => known[target])];
    }

    /// <summary>The name of a value; null where it is none of these.</summary>
    /// <param name="value">A secret.</param>
    public string? NameOf(SecretValue value) =>
        known.Values.SelectMany(credentials => credentials).FirstOrDefault(credential => credential.IsSecret && credential.Value.Equals(value))?.Name;

    /// <summary>The names of the secrets that were given, each with its target and the steps.</summary>
    public IEnumerable<RecordedSecret> ForRecord() =>
        from pair in given.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        from credential in known[pair.Key]
        where credential.IsSecret
        select new RecordedSecret(credential.Name, $"init {pair.Key}", FingerprintOf(credential.Value), [.. pair.Value.Order(StringComparer.Ordinal)]);

    private static ImmutableArray<TargetCredential> Read(TargetPaths paths, string target)
    {
        var marker = ReadinessMarker.Read(paths.Marker);
        if (marker is not { Status: ReadinessMarker.Ready } || marker.Target != target)
        {
            throw InitException.NoMarker(paths.Marker);
        }

        var values = SecretSource.ReadCredentials(paths.Credentials);
        return values.Count == 0 ? throw InitException.NoCredentials(paths.Credentials) : [.. values.Select(value => Credential(value, InitTargets.Find(target)))];
    }

    // Of a target that this version does not know, everything counts as a secret.
    private static TargetCredential Credential(KeyValuePair<string, string> value, IInitTarget? target)
    {
        var known = target?.Fields.FirstOrDefault(one => one.Name == value.Key);
        return new TargetCredential(value.Key, SecretValue.From(value.Value)) { IsSecret = known?.IsSecret ?? true, Variables = known?.Variables ?? [] };
    }

    private string FingerprintOf(SecretValue value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, Encoding.UTF8.GetBytes(value.Reveal())).AsSpan(0, 8));
}
