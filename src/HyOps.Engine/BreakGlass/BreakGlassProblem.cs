using HyOps.Core;

namespace HyOps.Engine.BreakGlass;

/// <summary>What is wrong with a break-glass file.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Message">In words, with the place where it has one; no value is in it.</param>
/// <param name="Fix">What mends it.</param>
public sealed record BreakGlassProblem(BreakGlassProblemKind Kind, string Message, string Fix);

/// <summary>The kinds of things that are wrong with a break-glass file.</summary>
public enum BreakGlassProblemKind
{
    /// <summary>It is not there, or no SOPS document.</summary>
    Unreadable,

    /// <summary>Nobody can open it without a service that may be what failed.</summary>
    Recipients,

    /// <summary>It holds a key that is not of the minimal set.</summary>
    NotMinimal,

    /// <summary>It lacks a key of the minimal set, or has no value for it.</summary>
    Missing,

    /// <summary>It holds a value in the clear.</summary>
    Clear,

    /// <summary>It is not flat.</summary>
    Nested,

    /// <summary>The operator's keys do not open it, or what is in it was changed without SOPS.</summary>
    NotOpened,

    /// <summary>The runbook that allows its use is not there.</summary>
    Runbook,
}

/// <summary>What a check of a break-glass file found; all of it at once.</summary>
/// <param name="File">The file, relative to the project's root.</param>
/// <param name="Keys">The keys in it, as they stand there.</param>
/// <param name="Recipients">Who can open it: kind and name.</param>
/// <param name="Problems">What is wrong.</param>
public sealed record BreakGlassReport(string File, IReadOnlyList<string> Keys, IReadOnlyList<string> Recipients, IReadOnlyList<BreakGlassProblem> Problems)
{
    /// <summary>The kind of key that opened it, <c>age</c> or <c>pgp</c>: keys that do not live in Azure Key Vault. Null where it was not opened.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>21 where it cannot be read or opened, 13 where what it holds is refused, else 0.</summary>
    public ExitCode ExitCode =>
        Problems.Any(problem => problem.Kind is BreakGlassProblemKind.Unreadable or BreakGlassProblemKind.NotOpened) ? ExitCode.SecretsFailed
        : Problems.Count > 0 ? ExitCode.Refused : ExitCode.Ok;
}
