using System.Collections.Immutable;

namespace HyOps.Engine.Passwords;

/// <summary>What became of an interrupted rekey.</summary>
public enum RekeyLeftover
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>It had been decided, and was finished.</summary>
    Finished,

    /// <summary>It had not been decided, and was undone: nothing had changed.</summary>
    Undone,
}

/// <summary>What <c>vault rekey</c> did.</summary>
public sealed record RekeyResult
{
    /// <summary>The bundles that have the new password now.</summary>
    public ImmutableArray<string> Bundles { get; init; } = [];

    /// <summary>Where the new password is kept, for people; null where the operator's own source gives it.</summary>
    public string? Provider { get; init; }

    /// <summary>What gave the old password, where the operator has to change it: <c>HYOPS_VAULT_PASSWORD_FILE /run/x</c>.</summary>
    public string? SourceToChange { get; init; }

    /// <summary>What became of an earlier one that was interrupted.</summary>
    public RekeyLeftover Leftover { get; init; }
}
