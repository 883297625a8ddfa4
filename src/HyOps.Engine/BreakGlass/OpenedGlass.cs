using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>A break-glass file, opened in memory; every tag and the check value were right.</summary>
/// <param name="File">The path, for people.</param>
/// <param name="Document">What stands in the file.</param>
/// <param name="Items">Its values and comments.</param>
/// <param name="OpenedBy">The kind of recipient that opened it.</param>
internal sealed record OpenedGlass(string File, SopsDocument Document, ImmutableArray<SopsItem> Items, string? OpenedBy)
{
    /// <summary>The values that were encrypted. What stands there for all to read is no secret any more.</summary>
    /// <exception cref="BreakGlassException">A key is no name of an environment variable.</exception>
    public SecretBundle Secrets() =>
        SecretBundle.From(Items.Where(item => !item.IsComment && (item.IsEncrypted || item.Value.IsEmpty)).Select(item => KeyValuePair.Create(NameOf(item.Key), item.Value)));

    private SecretName NameOf(string key) => SecretName.TryParse(key, out var name) ? name : throw BreakGlassException.BadName(File, key);
}
