using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Passwords;

/// <summary>Which bundles of a workstation a password opens.</summary>
internal sealed record BundleCheck(ImmutableArray<string> Opens, ImmutableArray<string> DoesNotOpen)
{
    /// <summary>Tries it on all of them, but those with a password of their own.</summary>
    /// <param name="world">Gives the home.</param>
    /// <param name="chosen">The environment that the operator means.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="VaultStoreException">It opens not the bundle of the environment that was named, or none of those that there are.</exception>
    internal static BundleCheck Of(Surroundings world, ChosenEnvironment chosen, SecretValue password)
    {
        var tried = Shared(world, chosen).ToLookup(bundle => bundle.Opens(password));
        var check = new BundleCheck([.. tried[true].Select(bundle => bundle.FilePath)], [.. tried[false].Select(bundle => bundle.FilePath)]);
        if (check.DoesNotOpen.Contains(chosen.Root.BundleFile))
        {
            throw VaultStoreException.OpensNone([chosen.Root.BundleFile]);
        }

        return check.Opens.IsEmpty && !check.DoesNotOpen.IsEmpty ? throw VaultStoreException.OpensNone(check.DoesNotOpen) : check;
    }

    /// <summary>The bundles that a workstation's password is for.</summary>
    internal static IEnumerable<VaultBundle> Shared(Surroundings world, ChosenEnvironment chosen) => VaultBundle.All(world, chosen).Where(bundle => !bundle.HasOwnPassword);
}
