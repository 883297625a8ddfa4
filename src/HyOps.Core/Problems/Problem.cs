namespace HyOps.Core.Problems;

/// <summary>How much a problem weighs.</summary>
public enum Severity
{
    /// <summary>Shown; nothing stops.</summary>
    Warning,

    /// <summary>Nothing starts while it stands.</summary>
    Error,
}

/// <summary>Something wrong in a file that an author or operator wrote. It never holds a secret.</summary>
public sealed record Problem
{
    /// <summary>The stable code, <c>HYO1203</c>; docs/diagnostics/ has a page for each.</summary>
    public required string Code { get; init; }

    /// <summary>How much it weighs.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>Where it is.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The module that it is about, if any.</summary>
    public string? ModuleRef { get; init; }

    /// <summary>The field, as a path: <c>inputs.db_password_env</c>.</summary>
    public string? Field { get; init; }

    /// <summary>The environment key that it is about, if any.</summary>
    public string? Key { get; init; }

    /// <summary>What is wrong, without the fix.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Fix { get; init; }

    /// <summary>As MSBuild writes it, so that editors and CI can jump there.</summary>
    public override string ToString() =>
        $"{Location}: {(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}{(Message.EndsWith('.') ? "" : ".")} {Fix}";
}
