using System.CommandLine;

namespace HyOps.Cli.Hosting;

/// <summary>A noun or verb that is built where its word is said.</summary>
/// <param name="Name">Its word.</param>
/// <param name="Create">Builds it.</param>
internal sealed record NamedCommand(string Name, Func<Command> Create);
