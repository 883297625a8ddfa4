using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.World;
using HyOps.Drivers.Processes;
using HyOps.Engine.Secrets.Editing;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Secrets.Editing;

public sealed class EditSecretsTests : IDisposable
{
    private const string Canary = "canary-of-the-edit-51c0";
    private readonly SecretsWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task What_the_editor_saved_is_in_the_bundle_by_key()
    {
        await world.SetAsync("A=old", "B=goes away", "C=stays");

        var result = await EditAsync(Script("sed -i -e 's/old/new \\\\\"value\\\\\"/' -e '/^B=/d' \"$1\"; echo 'D=added' >> \"$1\""));

        Assert.Equal([("A", EditOutcome.Changed), ("B", EditOutcome.Removed), ("D", EditOutcome.Added)], result.Keys.Select(key => (key.Name.Value, key.Outcome)));
        Assert.Equal("new \"value\"", await world.ValueAsync("A"));
        Assert.Equal("stays", await world.ValueAsync("C"));
        Assert.Equal("added", await world.ValueAsync("D"));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_plaintext_is_in_memory_alone_and_gone_afterwards()
    {
        await world.SetAsync($"A={Canary}");

        await EditAsync(Script("pwd > '" + world.Folder.At("where") + "'; stat -f -c %T . > '" + world.Folder.At("kind") + "'; stat -c %a . \"$1\" > '" + world.Folder.At("modes")
            + "'; echo \"$HOME $TMPDIR\" > '" + world.Folder.At("homes") + "'; cp \"$1\" \"$HOME/.copy\"; mkdir -p \"$HOME/.vim/undo\"; cp \"$1\" \"$HOME/.vim/undo/x\""));

        var where = (await File.ReadAllTextAsync(world.Folder.At("where"), SecretsWorld.Token)).Trim();
        Assert.Equal("tmpfs", (await File.ReadAllTextAsync(world.Folder.At("kind"), SecretsWorld.Token)).Trim());
        Assert.Equal("700\n600\n", await File.ReadAllTextAsync(world.Folder.At("modes"), SecretsWorld.Token));
        Assert.Equal($"{where} {where}", (await File.ReadAllTextAsync(world.Folder.At("homes"), SecretsWorld.Token)).Trim());
        Assert.False(Directory.Exists(where));
        Assert.Empty(FilesWith(Canary));
    }

    [Fact(Timeout = 60_000)]
    public async Task Saving_nothing_new_writes_nothing()
    {
        await world.SetAsync("A=1");
        var before = await File.ReadAllBytesAsync(world.Chosen.Root.BundleFile, SecretsWorld.Token);

        var result = await EditAsync(Script("true"));

        Assert.False(result.Written);
        Assert.Equal(before, await File.ReadAllBytesAsync(world.Chosen.Root.BundleFile, SecretsWorld.Token));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("exit 3", "ended with exit code 3")]
    [InlineData("kill -9 $$", "ended with exit code 137")]
    [InlineData("rm \"$1\"", "the edited file is gone")]
    [InlineData("echo 'no assignment " + Canary + "' >> \"$1\"", "the edited text(2): the line is neither KEY=value nor a comment")]
    [InlineData("echo 'A=" + Canary + "' >> \"$1\"", "the edited text(2): A is already set on line 1")]
    [InlineData("echo 'PATH=" + Canary + "' >> \"$1\"", "the edited text(2): PATH may not be in a bundle")]
    public async Task What_cannot_be_taken_over_leaves_the_bundle_as_it_was(string script, string message)
    {
        await world.SetAsync("A=1");
        var before = await File.ReadAllBytesAsync(world.Chosen.Root.BundleFile, SecretsWorld.Token);

        var problem = await Assert.ThrowsAsync<EditException>(() => EditAsync(Script(script)));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, problem.Message + problem.NextStep, StringComparison.Ordinal);
        Assert.Equal(ExitCode.OperatorError, problem.ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(world.Chosen.Root.BundleFile, SecretsWorld.Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task On_a_terminal_a_wrong_line_may_be_corrected()
    {
        await world.SetAsync("A=1");
        var prompt = new ScriptedPrompt("y");
        var editor = Script("test -e \"$HOME/again\" && sed -i 's/^oops$/B=2/' \"$1\" || echo oops >> \"$1\"; touch \"$HOME/again\"");

        var result = await EditAsync(editor, prompt);

        Assert.Equal("B", Assert.Single(result.Keys).Name.Value);
        Assert.Contains("Edit again? [Y/n]", Assert.Single(prompt.Questions), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_others_change_meanwhile_stays_where_it_is_another_key()
    {
        await world.SetAsync("A=1", "B=1");

        await EditAsync(Script("sed -i 's/^A=.*/A=mine/' \"$1\""), meanwhile: () => world.SetAsync("B=theirs", "C=theirs too"));

        Assert.Equal("mine theirs theirs too", $"{await world.ValueAsync("A")} {await world.ValueAsync("B")} {await world.ValueAsync("C")}");
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_both_changed_a_key_theirs_stays_and_only_names_are_told()
    {
        await world.SetAsync("A=1", "B=1");

        var problem = await Assert.ThrowsAsync<EditException>(() =>
            EditAsync(Script("sed -i -e 's/^A=.*/A=mine-" + Canary + "/' -e 's/^B=.*/B=mine/' \"$1\""), meanwhile: () => world.SetAsync("A=theirs-" + Canary)));

        Assert.Equal(ExitCode.Refused, problem.ExitCode);
        Assert.Contains("somebody else changed A while", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, problem.Message, StringComparison.Ordinal);
        Assert.Equal($"theirs-{Canary} 1", $"{await world.ValueAsync("A")} {await world.ValueAsync("B")}");
    }

    [Fact(Timeout = 60_000)]
    public async Task Cancelled_the_editor_is_asked_to_end_and_nothing_is_left()
    {
        await world.SetAsync("A=1");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(SecretsWorld.Token);
        var started = world.Folder.At("started");
        var edit = EditAsync(Script("pwd > '" + started + ".new'; trap 'exit 0' TERM; mv '" + started + ".new' '" + started + "'; while :; do sleep 0.05; done"), cancellation: cancel.Token);
        while (!File.Exists(started))
        {
            await Task.Delay(10, SecretsWorld.Token);
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => edit);
        Assert.False(Directory.Exists((await File.ReadAllTextAsync(started, SecretsWorld.Token)).Trim()));
    }

    [Theory]
    [InlineData("code --wait")]
    [InlineData("/usr/bin/emacsclient")]
    public async Task An_editor_that_keeps_copies_elsewhere_is_refused(string editor)
    {
        await world.SetAsync("A=1");

        Assert.Equal(ExitCode.Refused, (await Assert.ThrowsAsync<EditException>(() => EditAsync(editor))).ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_real_vim_leaves_no_copy_anywhere()
    {
        await world.SetAsync($"A={Canary}");
        await File.WriteAllTextAsync(Path.Combine(world.Surroundings.Home!, ".vimrc"), $"set backup undofile backupdir={world.Folder.FullPath.Replace(" ", "\\ ", StringComparison.Ordinal)}", SecretsWorld.Token);

        await EditAsync("vim -es -c 'normal yy' -c '%s/A=/B=/' -c wq");

        Assert.Equal(Canary, await world.ValueAsync("B"));
        Assert.Empty(FilesWith(Canary));
    }

    private string Script(string body) => $"'{world.Folder.WriteScript("editor", body)}'";

    private async Task<EditResult> EditAsync(string editor, IPrompt? prompt = null, Func<Task>? meanwhile = null, CancellationToken? cancellation = null)
    {
        var surroundings = world.Surroundings with
        {
            Variables = new Dictionary<string, string>(world.Surroundings.Variables, StringComparer.Ordinal) { ["EDITOR"] = editor },
            Terminal = world.Surroundings.Terminal with { Prompt = prompt },
        };
        return await new EditSecrets(world.Store(), surroundings, new Then(new ForegroundRunner(TimeProvider.System), meanwhile)).RunAsync(cancellation ?? SecretsWorld.Token);
    }

    private IEnumerable<string> FilesWith(string text) =>
        Directory.EnumerateFiles(world.Folder.FullPath, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(file => Path.GetFileName(file) != "editor" && File.ReadAllText(file).Contains(text, StringComparison.Ordinal));

    /// <summary>The real runner, and what somebody else does while the editor is open.</summary>
    private sealed class Then(IForegroundRunner real, Func<Task>? meanwhile) : IForegroundRunner
    {
        public async Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken)
        {
            var result = await real.RunAsync(command, cancellationToken);
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            return result;
        }
    }
}
