namespace HyOps.Engine.Passwords;

/// <summary>Why there is no vault password.</summary>
public enum VaultPasswordProblem
{
    /// <summary>The operator asked for what cannot be.</summary>
    Asked,

    /// <summary>No source is configured.</summary>
    NoSource,

    /// <summary>A source gave nothing, or something that is no password.</summary>
    NoPassword,

    /// <summary>A source's command ended with an error.</summary>
    CommandFailed,

    /// <summary>It waited too long: for an unlock, mostly.</summary>
    TimedOut,

    /// <summary>The entry of the password store is not there.</summary>
    EntryNotReady,

    /// <summary>The key is locked, and nobody was asked or gave its passphrase.</summary>
    Locked,

    /// <summary>There is no program that asks for the passphrase.</summary>
    NoPinentry,

    /// <summary>The private key is not on this machine.</summary>
    NoKey,
}
