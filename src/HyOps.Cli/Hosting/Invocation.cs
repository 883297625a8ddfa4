using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Passwords;
using HyOps.Presentation.Screens;

namespace HyOps.Cli.Hosting;

/// <summary>One call of <c>hyops</c>: the world, what was asked, where answers go.</summary>
/// <param name="world">The world, with <c>--no-color</c> applied.</param>
/// <param name="parsed">The command line.</param>
/// <param name="options">The global options.</param>
/// <param name="interrupts">The signals.</param>
internal sealed class Invocation(Surroundings world, ParseResult parsed, GlobalOptions options, Interrupts interrupts)
{
    internal Surroundings World => world;

    internal Interrupts Interrupts => interrupts;

    /// <summary>What must never be seen: of this call, shared with whatever the verb builds.</summary>
    internal Masker Masker { get; set; } = new();

    internal bool Json => Get(options.Json);

    internal string? Project => Path(options.Project);

    internal string? Environment => Get(options.Environment);

    internal string? Root => Path(options.Root);

    internal VaultPasswordOptions VaultPassword => new() { File = Path(options.VaultPasswordFile), Command = Get(options.VaultPasswordCommand) };

    /// <summary>Standard output: data.</summary>
    internal Screen Out => Screen.Out(world);

    /// <summary>Standard error: narration.</summary>
    internal Screen Error => Screen.Error(world);

    internal T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Whether an option was said, with or without a value.</summary>
    internal bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    internal T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>A path option as given; an empty one is refused, because it would mean the working directory.</summary>
    internal string? Path(Option<string?> option) => Get(option) switch
    {
        "" => throw CommandLineException.EmptyPath(option.Name),
        var path => path,
    };

    /// <summary>Writes the one JSON document of this call.</summary>
    internal void WriteJson(JsonObject document) => JsonAnswer.Write(world, document);

    /// <summary>Writes the answer in the form that was asked for.</summary>
    /// <param name="code">The exit code that the verb returns.</param>
    /// <param name="document">The JSON document, without <c>ok</c>.</param>
    /// <param name="forPeople">Writes the text.</param>
    internal ExitCode Answer(ExitCode code, Func<JsonObject> document, Action<Screen> forPeople)
    {
        if (Json)
        {
            JsonAnswer.Write(world, document(), code);
        }
        else
        {
            forPeople(Out);
        }

        return code;
    }
}
