namespace HyOps.Engine.Runs.Verification;

/// <summary>Whose signatures a verifier accepts. Where one of these is given, a record without a signature is not accepted.</summary>
public sealed record SignatureTrust
{
    /// <summary>ssh-keygen: the absolute path of the file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS).</summary>
    public string? AllowedSigners { get; init; }

    /// <summary>The signer that must have signed: gpg's whole fingerprint, or the identity of an SSH key.</summary>
    public string? Signer { get; init; }

    /// <summary>Whether a record must be signed.</summary>
    public bool IsRequired => AllowedSigners is not null || Signer is not null;
}
