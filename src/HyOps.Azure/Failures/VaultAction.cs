namespace HyOps.Azure.Failures;

/// <summary>What was asked of the vault, as its access policies name it.</summary>
internal enum VaultAction
{
    /// <summary>A value.</summary>
    Get,

    /// <summary>Versions, without values.</summary>
    List,

    /// <summary>A new version.</summary>
    Set,

    /// <summary>A change of a version's attributes.</summary>
    Update,
}
