namespace HyOps.Core.Redaction;

/// <summary>Whether a value can be masked.</summary>
public enum MaskVerdict
{
    /// <summary>It is masked in every form, wherever it stands.</summary>
    Masked,

    /// <summary>It is masked where no letter or digit touches it: shorter than <see cref="MaskPolicy.AnywhereLength"/>.</summary>
    MaskedAsWord,

    /// <summary>There is nothing to mask.</summary>
    Empty,

    /// <summary>Shorter than <see cref="MaskPolicy.MinimumLength"/>.</summary>
    TooShort,

    /// <summary>An everyday word, a short number, or the same one or two characters over and over.</summary>
    TooCommon,
}
