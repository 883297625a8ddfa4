using System.Collections.Immutable;

namespace HyOps.Engine.Secrets;

/// <summary>What to set, as the operator wrote it.</summary>
public sealed record SetOptions
{
    /// <summary>
    /// <c>KEY=VALUE</c>, the value as it is; <c>KEY=-</c>, the value from standard input, as it is but for one line end at its very end;
    /// <c>-</c>, lines of an env file from standard input.
    /// </summary>
    public ImmutableArray<string> Assignments { get; init; } = [];

    /// <summary><c>--from-env KEY</c>: the value that our own environment has.</summary>
    public ImmutableArray<string> FromEnvironment { get; init; } = [];

    /// <summary><c>--from-file KEY=PATH</c>: the file as it is, its last line end included.</summary>
    public ImmutableArray<string> FromFile { get; init; } = [];

    /// <summary>Always <c>***</c>: a record prints its members, and these hold values.</summary>
    public override string ToString() => "***";
}
