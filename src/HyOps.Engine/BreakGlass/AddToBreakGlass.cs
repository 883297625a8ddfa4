using System.Collections.Immutable;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Secrets;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>Puts keys of the minimal set into the break-glass file, or new values in the place of old ones: all of them or none.</summary>
/// <param name="store">The file.</param>
/// <param name="bundle">The environment's bundle.</param>
/// <param name="masker">Learns the values before anything else happens.</param>
/// <param name="world">Environment, terminal, working directory.</param>
public sealed class AddToBreakGlass(BreakGlassStore store, BundleStore bundle, Masker masker, Surroundings world)
{
    /// <summary>Does it.</summary>
    /// <param name="options">What to put in.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="BreakGlassException">A key is not of the minimal set, or nobody can be asked.</exception>
    /// <exception cref="BundleException">The bundle lacks a key, or a value is not understood; none is shown.</exception>
    public async Task<BreakGlassChange> RunAsync(AddOptions options, CancellationToken cancellationToken)
    {
        RequireMinimal([.. options.FromBundle, .. options.Asked]);
        var values = await ReadAsync(options, cancellationToken).ConfigureAwait(false);
        RequireMinimal(values.Keys);
        masker.Register(values.Values);
        ImmutableArray<KeyValuePair<string, string>> told = [];
        ImmutableArray<SecretName> missing = [];
        await store.UpdateAsync(opened =>
        {
            told = [.. values.Select(pair => KeyValuePair.Create(pair.Key.Value, OutcomeOf(opened, pair)))];
            var items = With(opened.Items, values);
            missing = [.. store.Settings.Keys.Where(key => items.All(item => item.Key != key.Value))];
            return items;
        }, cancellationToken).ConfigureAwait(false);
        return new BreakGlassChange(store.Settings.File, told) { Missing = missing };
    }

    private static ImmutableArray<SopsItem> With(ImmutableArray<SopsItem> items, IReadOnlyDictionary<SecretName, SecretValue> values)
    {
        var replaced = items.Select(item => !item.IsComment && SecretName.TryParse(item.Key, out var name) && values.TryGetValue(name, out var value) && !value.Equals(item.Value) ? SopsItem.Text(item.Key, value) : item);
        var there = items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        return [.. replaced, .. values.Where(pair => !there.Contains(pair.Key.Value)).Select(pair => SopsItem.Text(pair.Key.Value, pair.Value))];
    }

    private static string OutcomeOf(OpenedGlass opened, KeyValuePair<SecretName, SecretValue> pair) =>
        opened.Items.FirstOrDefault(item => !item.IsComment && item.Key == pair.Key.Value) is not { } before ? "added"
        : before.Value.Equals(pair.Value) ? "unchanged" : "changed";

    private void RequireMinimal(IEnumerable<SecretName> keys)
    {
        if (keys.Where(key => !store.Settings.Keys.Contains(key)).ToList() is { Count: > 0 } others)
        {
            throw BreakGlassException.NotMinimal(store.Settings, others);
        }
    }

    private async Task<IReadOnlyDictionary<SecretName, SecretValue>> ReadAsync(AddOptions options, CancellationToken cancellationToken)
    {
        var values = new SortedDictionary<SecretName, SecretValue>();
        if (options.HasGiven)
        {
            foreach (var (key, value) in await new GivenValues(world, bundle.AllowedReservedKeys).ReadAsync(options.Given, cancellationToken).ConfigureAwait(false))
            {
                values[key] = value;
            }
        }

        foreach (var key in options.Asked)
        {
            values[key] = await AskAsync(key, cancellationToken).ConfigureAwait(false);
        }

        if (!options.FromBundle.IsEmpty)
        {
            var secrets = await bundle.OpenAsync(cancellationToken).ConfigureAwait(false);
            foreach (var key in options.FromBundle)
            {
                values[key] = secrets.Holds(key) && secrets.TryGet(key, out var value) ? value : throw BundleException.MissingKeys(bundle.FilePath, options.FromBundle.Where(one => !secrets.Holds(one)), bundle.EnvironmentName);
            }
        }

        return values.Count > 0 ? values : throw BreakGlassException.NothingToAdd();
    }

    private async Task<SecretValue> AskAsync(SecretName key, CancellationToken cancellationToken)
    {
        var prompt = world.Terminal.Prompt ?? throw BreakGlassException.NobodyToAsk(key);
        return await prompt.AskSecretAsync($"{key} (is not shown): ", cancellationToken).ConfigureAwait(false) is { IsEmpty: false } value ? value : throw BreakGlassException.NothingTyped(key);
    }
}
