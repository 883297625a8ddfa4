using System.CommandLine;
using HyOps.Core;

namespace HyOps.Cli.Hosting;

/// <summary>What a verb does. It touches the assemblies of its use case here and not before, so that building the command line stays cheap.</summary>
/// <param name="invocation">What the operator asked.</param>
/// <param name="cancellationToken">Cancelled = end in order.</param>
internal delegate Task<ExitCode> VerbBody(Invocation invocation, CancellationToken cancellationToken);

/// <summary>A verb with its examples and what it does.</summary>
/// <param name="name">Its word.</param>
/// <param name="description">A sentence, then details.</param>
/// <param name="body">What it does.</param>
internal sealed class Verb(string name, string description, VerbBody body) : Command(name, description), IHasExamples
{
    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>What it does.</summary>
    internal VerbBody Body { get; } = body;
}

/// <summary>A noun: a group of verbs.</summary>
/// <param name="name">Its word.</param>
/// <param name="description">A sentence.</param>
internal sealed class Noun(string name, string description) : Command(name, description), IHasExamples
{
    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; init; } = [];
}

/// <summary>A command whose help shows examples.</summary>
internal interface IHasExamples
{
    /// <summary>The examples.</summary>
    IReadOnlyList<Example> Examples { get; }
}

/// <summary>An example.</summary>
/// <param name="CommandLine">What to type.</param>
/// <param name="Effect">What it does.</param>
internal sealed record Example(string CommandLine, string Effect);
