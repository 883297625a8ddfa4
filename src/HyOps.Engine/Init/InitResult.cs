using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Init;

/// <summary>How <c>init</c> ended, where nothing failed.</summary>
public enum InitOutcome
{
    /// <summary>The config's template was written (or would have been): fill it in and run again.</summary>
    TemplateWritten,

    /// <summary>Values are missing or bad; nothing was asked of the provider and nothing written.</summary>
    Incomplete,

    /// <summary>The provider accepted the credentials; nothing was written, as asked.</summary>
    Verified,

    /// <summary>The provider accepted the credentials, and credentials and marker are written.</summary>
    Ready,
}

/// <summary>What became of the credentials file.</summary>
public enum CredentialsChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There was none.</summary>
    Created,

    /// <summary>Others were there.</summary>
    Replaced,

    /// <summary>The same were there.</summary>
    Unchanged,
}

/// <summary>A field after all sources were asked. No value is in it.</summary>
/// <param name="Name">The field.</param>
/// <param name="IsSecret">Whether it is a secret.</param>
public sealed record InitField(string Name, bool IsSecret)
{
    /// <summary>What it is.</summary>
    public required string Description { get; init; }

    /// <summary>Where its value came from; null where there is none.</summary>
    public string? Source { get; init; }

    /// <summary>What is wrong, in words that follow the name; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>How to mend it.</summary>
    public string? Fix { get; init; }
}

/// <summary>What <c>init</c> did.</summary>
public sealed record InitResult
{
    /// <summary>The target.</summary>
    public required string Target { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>This call.</summary>
    public required RunId RunId { get; init; }

    /// <summary>How it ended.</summary>
    public required InitOutcome Outcome { get; init; }

    /// <summary>Where the results lie, or would.</summary>
    public required TargetPaths Paths { get; init; }

    /// <summary>Every field that counts.</summary>
    public ImmutableArray<InitField> Fields { get; init; } = [];

    /// <summary>What the provider said; no secret.</summary>
    public ImmutableSortedDictionary<string, string> Context { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What became of the credentials file.</summary>
    public CredentialsChange Credentials { get; init; }

    /// <summary>What the operator should be told.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>The command to run next; null where nothing is left to do.</summary>
    public string? NextStep { get; init; }

    /// <summary>What the host ends with.</summary>
    public ExitCode ExitCode => Outcome switch
    {
        InitOutcome.TemplateWritten => ExitCode.TemplateWritten,
        InitOutcome.Incomplete when Fields.Any(one => one is { Problem: not null, Source: not null }) => ExitCode.InvalidContract,
        InitOutcome.Incomplete when Fields.Any(one => one is { Problem: not null, IsSecret: false }) => ExitCode.TemplateWritten,
        InitOutcome.Incomplete => ExitCode.SecretsFailed,
        _ => ExitCode.Ok,
    };
}
