namespace HyOps.Engine.Passwords;

/// <summary>Whether a password command may ask the person who types.</summary>
public enum PasswordAsking
{
    /// <summary>By its own means only, such as the dialogue of a desktop: it has no terminal.</summary>
    Unattended,

    /// <summary>At our terminal, where there is one: the verbs of <c>vault</c> that unlock.</summary>
    AtTerminal,

    /// <summary>Not at all: a locked key is an answer, not a reason to ask (<c>vault status</c>).</summary>
    Never,
}
