namespace HyOps.Core.Authorities;

/// <summary>A secret that an authority did not give.</summary>
/// <param name="Reference">What was asked for.</param>
/// <param name="Reason">Why, for programs.</param>
/// <param name="Message">Why, in words that follow the name: <c>is disabled</c>.</param>
/// <param name="Fix">What to do: which role, which command.</param>
public sealed record UnreadSecret(SecretReference Reference, UnreadReason Reason, string Message, string Fix);

/// <summary>Why a secret was not given.</summary>
public enum UnreadReason
{
    /// <summary>There is no such secret, or no such version.</summary>
    NotFound,

    /// <summary>It is disabled.</summary>
    Disabled,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>It is deleted, and could be recovered.</summary>
    Deleted,

    /// <summary>Who asks may not read it.</summary>
    Forbidden,

    /// <summary>The authority asked to slow down for longer than we wait.</summary>
    Throttled,

    /// <summary>The authority failed.</summary>
    Failed,
}
