namespace HyOps.Vault;

/// <summary>Why an envelope could not be opened or sealed.</summary>
public enum VaultProblem
{
    /// <summary>There is not a single byte.</summary>
    Empty,

    /// <summary>It does not begin with <c>$ANSIBLE_VAULT;</c>.</summary>
    WrongHeader,

    /// <summary>The header names a version or cipher that is not 1.1 or 1.2 with AES256.</summary>
    Unsupported,

    /// <summary>Something else than hexadecimal digits stands in the body.</summary>
    NotHex,

    /// <summary>A part is missing.</summary>
    Truncated,

    /// <summary>The check value does not fit: the password is wrong, or the content was changed.</summary>
    WrongPasswordOrTampered,

    /// <summary>It is larger than <see cref="AnsibleVaultEnvelope.MaximumLength"/>.</summary>
    TooLarge,
}
