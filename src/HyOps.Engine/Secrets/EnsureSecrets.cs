using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>Generates the secrets that are missing and can be invented. Values are never shown.</summary>
/// <param name="store">The bundle.</param>
public sealed class EnsureSecrets(BundleStore store)
{
    /// <summary>Does it. What can be generated is, also where another key is refused.</summary>
    /// <param name="options">Which keys, and how.</param>
    /// <param name="cancellationToken">Ends the waits for password and lock.</param>
    /// <exception cref="BundleException">A length is too small, or belongs to no key that was asked for.</exception>
    public async Task<EnsureResult> RunAsync(EnsureOptions options, CancellationToken cancellationToken)
    {
        Check(options);
        if (options.DryRun)
        {
            var now = await store.OpenOrEmptyAsync(cancellationToken);
            return new EnsureResult { Keys = [.. Judge(options, now)] };
        }

        List<EnsuredKey> keys = [];
        var current = await store.OpenOrEmptyAsync(cancellationToken);
        if (Judge(options, current).All(key => key.Outcome is EnsureOutcome.Kept or EnsureOutcome.Refused))
        {
            return new EnsureResult { Keys = [.. Judge(options, current)] };
        }

        var update = await store.UpdateAsync(bundle =>
        {
            keys = [.. Judge(options, bundle)];
            var generated = keys.Where(key => key.Outcome is EnsureOutcome.Generated or EnsureOutcome.Replaced);
            return bundle.With(generated.Select(key => KeyValuePair.Create(key.Name, SecretGenerator.Generate(key.Length))).ToList());
        }, cancellationToken);
        return new EnsureResult { Keys = [.. keys], Notices = update.Notices };
    }

    private static void Check(EnsureOptions options)
    {
        RefuseShort("--length", options.Length ?? SecretKinds.MinimumLength);
        foreach (var (key, length) in options.LengthMap)
        {
            RefuseShort($"--length-map {key}", length);
            if (!options.Keys.Contains(key))
            {
                throw BundleException.Operator($"--length-map {key}={length}: {key} is none of the keys asked for", $"add {key} to the keys, or correct its name");
            }
        }
    }

    private static void RefuseShort(string option, int length)
    {
        if (length is < SecretKinds.MinimumLength or > LongestLength)
        {
            throw BundleException.Operator($"{option} is {length}", $"give a length from {SecretKinds.MinimumLength} to {LongestLength} characters");
        }
    }

    private const int LongestLength = 4096;

    private IEnumerable<EnsuredKey> Judge(EnsureOptions options, SecretBundle bundle) =>
        options.Keys.Distinct().Select(key => JudgeOne(options, bundle, key));

    private EnsuredKey JudgeOne(EnsureOptions options, SecretBundle bundle, SecretName key)
    {
        var spec = options.Specs.GetValueOrDefault(key) ?? SecretKinds.ByName(key);
        var isThere = bundle.Holds(key);
        if (isThere && !options.Force)
        {
            bundle.TryGet(key, out var value);
            var problem = SecretKindCheck.ProblemOf(spec.Kind, value!);
            return new EnsuredKey(key, EnsureOutcome.Kept) { Problem = problem, Fix = problem is null ? null : FixFor(spec.Kind, key) };
        }

        if (ReservedKeys.IsReserved(key) && !store.AllowedReservedKeys.Contains(key))
        {
            return new EnsuredKey(key, EnsureOutcome.Refused) { Problem = "may not be in a bundle: it would change how programs load or run", Fix = "give it another name" };
        }

        return spec.Generate
            ? new EnsuredKey(key, isThere ? EnsureOutcome.Replaced : EnsureOutcome.Generated) { Length = LengthOf(options, key, spec) }
            : new EnsuredKey(key, EnsureOutcome.Refused) { Problem = WhyNot(spec.Kind), Fix = FixFor(spec.Kind, key) };
    }

    private static int LengthOf(EnsureOptions options, SecretName key, SecretSpec spec) =>
        options.LengthMap.TryGetValue(key, out var length) ? length : options.Length ?? Math.Max(spec.Length, SecretKinds.MinimumLength);

    private static string WhyNot(SecretKind kind) => kind switch
    {
        SecretKind.SshPrivateKey => "is a private key, which is never made up",
        SecretKind.Json => "is a JSON document, which comes from outside",
        SecretKind.Certificate => "is a certificate, which comes from outside",
        _ => "is known to its owner only, and cannot be invented",
    };

    private string FixFor(SecretKind kind, SecretName key) => kind is SecretKind.SshPrivateKey or SecretKind.Json or SecretKind.Certificate
        ? $"hyops secrets set --env {store.EnvironmentName} --from-file {key}=PATH"
        : $"hyops secrets set --env {store.EnvironmentName} {key}=VALUE";
}
