using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Vault;

namespace HyOps.Engine.Secrets.Editing;

/// <summary>What somebody changed of a bundle in an editor, key by key, so that it can be done to a bundle that others changed meanwhile.</summary>
internal sealed class EditChanges(EnvFile before, EnvFile after)
{
    public ImmutableArray<EditedKey> Keys { get; } =
    [
        .. before.Secrets.Names.Concat(after.Secrets.Names).Distinct().Order()
            .Select(name => (Name: name, Old: ValueIn(before, name), New: ValueIn(after, name)))
            .Where(one => !Equals(one.Old, one.New))
            .Select(one => new EditedKey(one.Name, OutcomeOf(one.Old, one.New), one.New is null ? null : SecretKindCheck.ProblemOf(SecretKinds.ByName(one.Name).Kind, one.New))),
    ];

    public bool IsNothing => Keys.IsEmpty && before.Comments.SequenceEqual(after.Comments);

    /// <summary>The keys that were changed here, and also in the bundle that is there now, in another way.</summary>
    public IReadOnlyList<SecretName> ConflictsWith(EnvFile now) =>
        [.. Keys.Select(key => key.Name).Where(name => !Equals(ValueIn(now, name), ValueIn(before, name)) && !Equals(ValueIn(now, name), ValueIn(after, name)))];

    /// <summary>The bundle that is there now, with the changes.</summary>
    public EnvFile AppliedTo(EnvFile now) => new()
    {
        Comments = before.Comments.SequenceEqual(after.Comments) ? now.Comments : after.Comments,
        Secrets = Keys.Aggregate(now.Secrets, (bundle, key) => ValueIn(after, key.Name) is { } value ? bundle.With(key.Name, value) : bundle.Without(key.Name)),
    };

    private static SecretValue? ValueIn(EnvFile file, SecretName name) => file.Secrets.TryGet(name, out var value) ? value : null;

    private static EditOutcome OutcomeOf(SecretValue? old, SecretValue? now) => old is null ? EditOutcome.Added : now is null ? EditOutcome.Removed : EditOutcome.Changed;
}
