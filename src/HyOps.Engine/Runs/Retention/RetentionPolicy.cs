using HyOps.Core.Environments;

namespace HyOps.Engine.Runs.Retention;

/// <summary>Which records may go: those that every rule given lets go. A policy without a rule lets none go.</summary>
/// <param name="Keep">How long every record stays.</param>
/// <param name="KeepLast">How many of the newest of each phase stay, however old.</param>
/// <param name="KeepFailed">How long those of runs stay that did not end well.</param>
public sealed record RetentionPolicy(TimeSpan? Keep, int? KeepLast, TimeSpan? KeepFailed)
{
    /// <summary>Whether nothing says which records may go.</summary>
    public bool IsEmpty => Keep is null && KeepLast is null;

    /// <summary>What the operator says; what is not said, environment.yml says.</summary>
    /// <param name="settings">records of environment.yml.</param>
    /// <param name="olderThan"><c>--older-than</c>.</param>
    /// <param name="keepLast"><c>--keep-last</c>.</param>
    public static RetentionPolicy Of(RecordSettings settings, TimeSpan? olderThan, int? keepLast) =>
        olderThan is null && keepLast is null
            ? new(settings.Keep, settings.KeepLast, settings.KeepFailed)
            : new(olderThan, keepLast, settings.KeepFailed);
}
