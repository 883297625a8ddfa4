using HyOps.Core.Drivers;
using HyOps.Drivers.Terraform.Forensics;

namespace HyOps.Engine.Recovery;

/// <summary>What is right to do about a state, from what is live: never from a record alone.</summary>
internal sealed record RecoveryDecision
{
    /// <summary>The lock to free; null where there is none.</summary>
    public StateLock? Unlock { get; private init; }

    /// <summary>The state to save; null where there is none.</summary>
    public RescuedState? Push { get; private init; }

    /// <summary>A rescued state that the backend holds already, so that the file can go; null where there is none.</summary>
    public RescuedState? Remove { get; private init; }

    /// <summary>Why nothing may be done, with the next step; null where it may.</summary>
    public string? Refusal { get; private init; }

    /// <summary>What is to be done, in words: <c>free the lock 1df0…</c>.</summary>
    public IReadOnlyList<string> Actions =>
    [
        .. new[]
        {
            Unlock is null ? null : $"free the lock {Unlock.Id}{Unlock.By}",
            Push is null ? null : $"push the unsaved state, {Push.Version}, to the backend, and read it back",
            Remove is null ? null : $"remove {Remove.Path}, which the backend holds already",
        }.OfType<string>(),
    ];

    /// <summary>Decides.</summary>
    /// <param name="sight">What is live.</param>
    /// <param name="knownDead">The ID of a lock whose holder the operator knows to be dead.</param>
    public static RecoveryDecision Of(TerraformSight sight, string? knownDead)
    {
        var refusal = sight.Lock is { } held ? RefusalOf(held, knownDead, sight.Backend) : null;
        refusal ??= sight is { Rescued: { } rescued, HoldsRescued: false } ? RefusalOf(rescued, sight.Now) : null;
        return refusal is not null
            ? new RecoveryDecision { Refusal = refusal }
            : new RecoveryDecision { Unlock = sight.Lock, Push = sight.HoldsRescued ? null : sight.Rescued, Remove = sight.HoldsRescued ? sight.Rescued : null };
    }

    private static string? RefusalOf(StateLock held, string? knownDead, string backend) => held.Holder switch
    {
        LockHolder.Dead => null,
        LockHolder.Alive => $"the lock {held.Id} is held{held.By}, and its holder lives: {held.HolderReason}. Wait for its end, then run the same again",
        _ when held.Id is { Length: > 0 } id && id == knownDead => null,
        _ when backend == "pg" => $"the state is locked by a connection to PostgreSQL, which frees it when that connection ends. {held.HolderReason}. "
            + "Who it is: select pid, client_addr, backend_start from pg_stat_activity where pid in (select pid from pg_locks where locktype = 'advisory'); end that process, then run the same again",
        _ => $"the lock {held.Id ?? "(the backend does not tell its ID)"} is held{held.By}, and nothing proves that its holder is dead: {held.HolderReason}. "
            + (held.Id is null ? "Look at the backend who it is" : $"Look there; where you know that it is dead, add: --holder-is-dead {held.Id} --reason \"how you know it\""),
    };

    private static string? RefusalOf(RescuedState rescued, StateVersion? now) => (rescued.Version, now) switch
    {
        (null, _) => $"{rescued.Path} is no Terraform state. Look at it; nothing was changed",
        (_, null) => null,
        ({ Lineage: "" }, { } there) =>
            $"{rescued.Path} was never saved before, so that it has no lineage, and the backend holds a state of lineage {there.Lineage} ({there}). "
            + "Look whose that is (terraform state pull); nothing was changed",
        ({ } own, { } there) when own.Lineage != there.Lineage =>
            $"{rescued.Path} is of lineage {own.Lineage} ({own}), and the backend holds lineage {there.Lineage} ({there}): they have nothing to do with each other. "
            + "Look which stack and backend the file belongs to; nothing was changed",
        ({ } own, { } there) when own.Serial <= there.Serial =>
            $"{rescued.Path} is {own}, and the backend holds {there} of the same lineage, which is not older: somebody has written since. "
            + "Compare both (terraform state pull); nothing was changed",
        _ => null,
    };
}
