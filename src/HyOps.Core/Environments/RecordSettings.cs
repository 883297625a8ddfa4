namespace HyOps.Core.Environments;

/// <summary>records of environment.yml: how long run records stay, and who signs them.</summary>
public sealed record RecordSettings
{
    /// <summary>records.keep: how long every record stays; null sets no time.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>records.keep_last: how many of the newest of each phase stay, however old; null sets no number.</summary>
    public int? KeepLast { get; init; }

    /// <summary>records.keep_failed: how long those of runs stay that did not end well, where longer than others; null makes no difference.</summary>
    public TimeSpan? KeepFailed { get; init; }

    /// <summary>records.sign: who signs; null where nobody does.</summary>
    public RecordSigning? Sign { get; init; }
}

/// <summary>Who signs run records.</summary>
/// <param name="With">The program.</param>
/// <param name="Key">gpg: the key's whole fingerprint. ssh-keygen: the file of the private key, or of the public one where an agent holds the other; absolute, or below the operator's home (<c>~/</c>).</param>
/// <param name="Identity">ssh-keygen: the name that the verifiers' allowed signers know the key by.</param>
public sealed record RecordSigning(SigningProgram With, string Key, string? Identity);

/// <summary>What signs.</summary>
public enum SigningProgram
{
    /// <summary><c>gpg</c>.</summary>
    Gpg,

    /// <summary><c>ssh-keygen -Y</c>.</summary>
    SshKeygen,
}
