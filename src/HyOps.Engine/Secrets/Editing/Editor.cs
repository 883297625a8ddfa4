using HyOps.Core.Commands;
using HyOps.Core.World;

namespace HyOps.Engine.Secrets.Editing;

/// <summary>
/// The operator's editor, <c>VISUAL</c>, else <c>EDITOR</c>, else <c>editor</c>, <c>vi</c> or <c>nano</c>. Its home is the directory in memory, so
/// that what editors keep of a text (swap, backup and undo files, registers, histories, last positions) lies there too and goes with it.
/// </summary>
internal sealed class Editor
{
    private static readonly string[] Usual = ["editor", "vi", "nano"];

    // They run as a server of the whole desktop or open a window of one that runs: outside our environment, and with histories of their own.
    private static readonly string[] Outside =
    [
        "code", "code-insiders", "codium", "cursor", "windsurf", "subl", "zed", "zeditor", "atom", "emacsclient", "gedit", "gnome-text-editor", "kate", "idea", "pycharm", "webstorm", "rider", "open", "xdg-open",
    ];

    private static readonly string[] Passed = ["PATH", "TERM", "LANG", "USER", "COLORTERM", "TERMINFO", "TERMINFO_DIRS"];

    // Debian's vimrc and others set what they like before this.
    private const string VimSettings = "set nocompatible noswapfile nobackup nowritebackup noundofile viminfo= nomodeline";

    private readonly Surroundings world;

    private Editor(Surroundings world, string words) => (this.world, Words) = (world, words);

    /// <summary>The editor with its arguments, as the variable says.</summary>
    public string Words { get; }

    public static Editor Find(Surroundings world)
    {
        var words = Said(world, "VISUAL") ?? Said(world, "EDITOR") ?? Usual.FirstOrDefault(name => IsOnPath(world, name)) ?? throw EditException.NoEditor();
        var program = Path.GetFileName(words.Trim().Split(' ', '\t')[0].Trim('"', '\''));
        return Outside.Contains(program, StringComparer.Ordinal) ? throw EditException.Copies(program) : new Editor(world, words);
    }

    /// <summary>The command that edits a file.</summary>
    /// <param name="file">Its absolute path, in the directory that is the editor's home.</param>
    public Command CommandFor(string file)
    {
        var directory = Path.GetDirectoryName(file)!;
        return new Command
        {
            // As git does it: the variable is a piece of shell, the file is an argument. 'exec', so that a signal of ours reaches the editor.
            Program = "/bin/sh",
            Arguments = ["-c", $"exec {Words} \"$@\"", "editor", file],
            WorkingDirectory = directory,
            Environment = world.Variables.Where(pair => Passed.Contains(pair.Key, StringComparer.Ordinal) || pair.Key.StartsWith("LC_", StringComparison.Ordinal))
                .Aggregate(ChildEnvironment.Empty, (all, pair) => all.With(pair.Key, pair.Value))
                .With("HOME", directory).With("TMPDIR", directory).With("VIMINIT", VimSettings),
            Grace = TimeSpan.FromSeconds(5),
        };
    }

    private static string? Said(Surroundings world, string variable) => world.Variables.GetValueOrDefault(variable) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static bool IsOnPath(Surroundings world, string name) =>
        world.Variables.GetValueOrDefault("PATH", "").Split(':').Any(directory => Path.IsPathFullyQualified(directory) && File.Exists(Path.Combine(directory, name)));
}
