namespace HyOps.Readme.Tests;

/// <summary>What the README says is so: every command of it was run, in order.</summary>
public sealed class ReadmeTests(Walkthrough walkthrough) : IClassFixture<Walkthrough>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_command_runs_and_ends_as_the_page_says()
    {
        var unfit = walkthrough.Runs.Where(run => run.ExitCode != run.Command.ExitCode)
            .Select(run => $"README.md({run.Command.Line}): {run.Command.Text}\nended with {run.ExitCode}, expected {run.Command.ExitCode}:\n{run.Output}");

        Nothing(unfit);
        Assert.Equal(walkthrough.Commands, walkthrough.Runs.Select(run => run.Command));
        Assert.NotEmpty(walkthrough.Runs);
    }

    [Fact]
    public void The_two_commands_are_there()
    {
        var texts = walkthrough.Commands.Select(command => command.Text.Split(" #")[0].Trim()).ToList();

        Assert.Contains("./build.sh --target Bootstrap", texts);
        Assert.Contains("./build.sh --target Test", texts);
    }

    [Fact]
    public void A_second_bootstrap_changes_nothing_and_says_so()
    {
        var bootstraps = walkthrough.Runs.Where(run => run.Command.Text.StartsWith("./build.sh --target Bootstrap", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, bootstraps.Count);
        Assert.Contains("bootstrap of local: done", bootstraps[0].Output, StringComparison.Ordinal);
        Assert.Contains("bootstrap of local: unchanged", bootstraps[1].Output, StringComparison.Ordinal);
        Assert.Contains("3 steps: 3 unchanged", bootstraps[1].Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_page_shows_is_what_was_printed()
    {
        var missing = Shown().SelectMany(shown => MissingLines(shown.Transcript, shown.Output)).ToList();

        Nothing(missing);
    }

    [Fact]
    public void Every_block_is_commands_output_or_a_file()
    {
        var unknown = walkthrough.Page.Blocks.Where(block => !block.IsCommands && !block.IsTranscript && !block.IsFile)
            .Select(block => $"README.md({block.Line}): a block of '{block.Language}' is neither bash, nor text, nor a file with its name");

        Nothing(unknown);
        Assert.Contains(walkthrough.Page.Blocks, block => block.IsTranscript);
        Assert.Contains(walkthrough.Page.Blocks, block => block.IsFile);
    }

    [Fact(Timeout = 120_000)]
    public async Task Commands_in_the_text_exist()
    {
        foreach (var command in walkthrough.Page.InlineCommands)
        {
            var run = await walkthrough.RunAsync(AskForHelp(command), Token);

            Assert.True(run.ExitCode == 0, $"README.md says '{command}', but {run.Command.Text} ended with {run.ExitCode}:\n{run.Output}");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task No_secret_of_the_page_is_in_anything_that_was_printed_or_recorded()
    {
        // By the real ansible-vault: the bundle is its format too.
        var bundle = await walkthrough.RunAsync("cd ~/.hybridops/envs/local/vault && ansible-vault view --vault-password-file local.password bootstrap.vault.env", Token);

        var values = bundle.Output.Split('\n').Where(line => line.Contains("=\"", StringComparison.Ordinal)).Select(line => line.Split('"')[1]).ToList();

        Assert.Equal(2, values.Count);
        Assert.DoesNotContain(walkthrough.Runs, run => values.Any(value => run.Output.Contains(value, StringComparison.Ordinal)));
        Assert.Empty(FilesWith(values));
    }

    // The bundle is encrypted, and the sample service keeps verifiers only: no file below the runtime roots may hold a value.
    private IEnumerable<string> FilesWith(IReadOnlyList<string> values) =>
        Directory.EnumerateFiles(Path.Combine(walkthrough.Home, ".hybridops"), "*", SearchOption.AllDirectories)
            .Where(file => values.Any(value => File.ReadAllText(file).Contains(value, StringComparison.Ordinal)));

    // All of them, whole: xunit would cut the text of an equality short.
    private static void Nothing(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }

    // A target is asked for its plan; a verb for its help, up to the first word that is an option, an argument in capitals or a dash.
    private static string AskForHelp(string command)
    {
        var words = command.Split(' ');
        return words[0] == "hyops"
            ? $"{string.Join(' ', words.TakeWhile(word => word.All(letter => char.IsAsciiLetterLower(letter) || letter == '-') && word[0] != '-'))} --help"
            : words.Contains("--target") ? $"{command} --dryrun"
            : words.Length == 1 ? "./build.sh --help"
            : command;
    }

    // A transcript belongs to the last command before it.
    private IEnumerable<(Block Transcript, string Output)> Shown() =>
        from block in walkthrough.Page.Blocks
        where block.IsTranscript && block.Lines.Count > 0
        let run = walkthrough.Runs.LastOrDefault(run => run.Command.Line < block.Line)
        select (block, run?.Output ?? "");

    private IEnumerable<string> MissingLines(Block transcript, string output)
    {
        var printed = output.Split('\n').Select(line => Transcript.Normal(line, walkthrough.Home)).ToHashSet(StringComparer.Ordinal);
        return transcript.Lines.Index()
            .Where(item => item.Item.Trim() is not ("" or Transcript.LeftOut))
            .Where(item => !printed.Contains(Transcript.Normal(item.Item, walkthrough.Home)))
            .Select(item => $"README.md({transcript.Line + item.Index + 1}) shows '{item.Item}', which was not printed:\n{output}");
    }
}
