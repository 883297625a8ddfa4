namespace HyOps.Core.Redaction;

/// <summary>Whether a value can be masked.</summary>
public enum MaskVerdict
{
    /// <summary>It is masked in every form.</summary>
    Masked,

    /// <summary>There is nothing to mask.</summary>
    Empty,

    /// <summary>Shorter than <see cref="MaskPolicy.MinimumLength"/>.</summary>
    TooShort,

    /// <summary>An everyday word, a short number, or one character over and over.</summary>
    TooCommon,
}
