using System.Diagnostics;
using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Secrets;
using HyOps.Engine.Tests.Secrets;
using HyOps.Engine.Tests.Secrets.Writers;
using HyOps.Testing;
using HyOps.Testing.Sops;
using HyOps.Vault.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>Writing break-glass files, with the real age and gpg.</summary>
public sealed class BreakGlassStoreTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("docs/secrets.dr.enc.yaml")]
    [InlineData("docs/secrets.dr.enc.json")]
    [InlineData("docs/secrets.dr.enc.env")]
    public async Task What_is_created_holds_the_minimal_set_and_opens_for_each_of_those_named(string file)
    {
        using var glass = new GlassWorld(file);
        var other = new AgeKey(glass.Folder.At("other/keys.txt"));

        var change = await glass.CreateAsync(GlassWorld.For(other, glass.Operator));

        Assert.Equal([other.Recipient, glass.Operator.Recipient], change.Recipients);
        Assert.Equal([("ONE", $"{GlassWorld.Canary}-ONE"), ("TWO", $"{GlassWorld.Canary}-TWO")], (await glass.ValuesAsync()).Select(pair => (pair.Key, pair.Value)));
        Assert.DoesNotContain(GlassWorld.Canary, glass.Text, StringComparison.Ordinal);
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(glass.FilePath));
        Assert.Equal(2, glass.Document().Open(AgeKey.Unwrap(other.FilePath, glass.Document().Recipients[0].Wrapped)).Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_is_there_is_replaced_only_where_that_is_said()
    {
        using var glass = new GlassWorld();
        await glass.CreateAsync();
        var before = glass.Text;

        var refused = await Assert.ThrowsAsync<BreakGlassException>(() => glass.CreateAsync());

        Assert.Equal((ExitCode.Refused, before), (refused.ExitCode, glass.Text));
        await glass.CreateAsync(replaces: true);
        Assert.NotEqual(before, glass.Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nobody_named_a_bad_recipient_and_a_bundle_without_the_keys_leave_no_file()
    {
        using var glass = new GlassWorld();
        await glass.FillAsync();
        await new UnsetSecrets(glass.Bundle).RunAsync(new() { Keys = [GlassWorld.Key("ONE"), GlassWorld.Key("TWO")] }, SecretsWorld.Token);

        var nobody = await CreateAsync(glass, GlassRecipients.Parse([], []));
        var missing = await CreateAsync(glass, GlassWorld.For(glass.Operator));
        var secret = Assert.Throws<BreakGlassException>(() => GlassRecipients.Parse(["AGE-SECRET-KEY-1QQQ"], []));
        await glass.FillAsync();
        var refusedByAge = await CreateAsync(glass, GlassRecipients.Parse(["age1nobody"], []));
        var unknownToGpg = await CreateAsync(glass, GlassRecipients.Parse([], ["0123 4567 89ab cdef 0123  4567 89ab cdef 0123 4567"]));

        Assert.Contains("nobody is named", nobody.Message, StringComparison.Ordinal);
        Assert.Contains("not set or empty: ONE, TWO", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("QQQ", secret.ToString(), StringComparison.Ordinal);
        Assert.Contains("age could not encrypt for age1nobody: ", refusedByAge.Message, StringComparison.Ordinal);
        Assert.Contains("gpg --import the public key of 0123456789ABCDEF0123456789ABCDEF01234567", unknownToGpg.NextStep, StringComparison.Ordinal);
        Assert.False(File.Exists(glass.FilePath));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pgp_key_alone_will_do_and_its_agent_opens_the_file()
    {
        using var gpg = new GpgHome();
        var fingerprint = gpg.CreateKey(passphrase: "");
        using var glass = new GlassWorld(variables: ("GNUPGHOME", gpg.Keyring));

        await glass.CreateAsync(GlassRecipients.Parse([], [fingerprint.ToLowerInvariant()]));

        Assert.Equal("pgp", (await glass.CheckAsync()).OpenedBy);
        Assert.Equal([(SopsRecipient.Pgp, fingerprint)], glass.Document().Recipients.Select(one => (one.Kind, one.Name)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Keys_are_added_changed_and_removed_and_the_rest_stands_as_it_stood()
    {
        using var glass = new GlassWorld();
        await glass.CreateAsync();
        glass.Settings = glass.Settings with { Keys = [.. glass.Settings.Keys, GlassWorld.Key("THREE")] };
        var before = glass.Text.Split('\n');

        var fromBundle = await new AddToBreakGlass(glass.Store, glass.Bundle, glass.World.Masker, glass.World.Surroundings)
            .RunAsync(new AddOptions { FromBundle = [GlassWorld.Key("THREE")] }, SecretsWorld.Token);
        var changed = await glass.AddAsync("TWO=another value", $"ONE={GlassWorld.Canary}-ONE");
        var after = glass.Text.Split('\n');
        var removed = await new RemoveFromBreakGlass(glass.Store).RunAsync(["TWO"], SecretsWorld.Token);

        Assert.Equal([KeyValuePair.Create("THREE", "added")], fromBundle.Keys);
        Assert.Equal([KeyValuePair.Create("ONE", "unchanged"), KeyValuePair.Create("TWO", "changed")], changed.Keys);
        Assert.Equal((before[0], true), (after[0], before[1] != after[1]));
        Assert.Equal([KeyValuePair.Create("TWO", "removed")], removed.Keys);
        Assert.Equal([("ONE", $"{GlassWorld.Canary}-ONE"), ("THREE", $"{GlassWorld.Canary}-THREE")], (await glass.ValuesAsync()).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_may_not_be_in_it_is_refused_and_nothing_is_changed()
    {
        using var glass = new GlassWorld();
        glass.Settings = glass.Settings with { Keys = [.. glass.Settings.Keys, GlassWorld.Key("KEY_unencrypted")] };
        await Assert.ThrowsAsync<BundleException>(() => glass.CreateAsync());
        glass.Settings = glass.Settings with { Keys = glass.Settings.Keys.Remove(GlassWorld.Key("KEY_unencrypted")) };
        await glass.CreateAsync();
        var before = glass.Text;

        var others = await Assert.ThrowsAsync<BreakGlassException>(() => glass.AddAsync("THREE=x", "OTHER=y"));
        glass.Settings = glass.Settings with { Keys = [.. glass.Settings.Keys, GlassWorld.Key("KEY_unencrypted")] };
        var clear = await Assert.ThrowsAsync<BreakGlassException>(() => glass.AddAsync("KEY_unencrypted=x"));
        var absent = await Assert.ThrowsAsync<BreakGlassException>(() => new RemoveFromBreakGlass(glass.Store).RunAsync(["ONE", "NOT_THERE"], SecretsWorld.Token));
        var all = await Assert.ThrowsAsync<BreakGlassException>(() => new RemoveFromBreakGlass(glass.Store).RunAsync(["ONE", "TWO"], SecretsWorld.Token));

        Assert.Contains("OTHER, THREE: not of the minimal set that environment.yml(9,5) names", others.Message, StringComparison.Ordinal);
        Assert.Contains("KEY_unencrypted would stay in the clear", clear.Message, StringComparison.Ordinal);
        Assert.Contains("no such key: NOT_THERE", absent.Message, StringComparison.Ordinal);
        Assert.Contains("nothing would be left", all.Message, StringComparison.Ordinal);
        Assert.Equal(before, glass.Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_was_changed_without_sops_is_changed_by_nobody_here()
    {
        using var glass = new GlassWorld();
        await glass.CreateAsync();
        var lines = glass.Text.Split('\n');
        File.WriteAllText(glass.FilePath, string.Join('\n', [.. lines[1..2], .. lines[0..1], .. lines[2..]]));
        var before = glass.Text;

        await RefusedAsync(() => glass.AddAsync("ONE=x"));
        await RefusedAsync(() => new RemoveFromBreakGlass(glass.Store).RunAsync(["ONE"], SecretsWorld.Token));
        await RefusedAsync(() => new RotateBreakGlass(glass.Store).RunAsync(GlassRecipients.Parse([], []), SecretsWorld.Token));

        Assert.Equal(before, glass.Text);

        static async Task RefusedAsync(Func<Task> act) => Assert.Contains("not those that sops.mac was made of", (await Assert.ThrowsAsync<SopsException>(act)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_new_data_key_is_for_the_same_people_or_for_others_and_the_old_one_opens_nothing()
    {
        using var glass = new GlassWorld();
        await glass.CreateAsync();
        var old = AgeKey.Unwrap(glass.Operator.FilePath, glass.Document().Recipients[0].Wrapped);
        var successor = new AgeKey(glass.Folder.At("successor/keys.txt"));

        var same = await new RotateBreakGlass(glass.Store).RunAsync(GlassRecipients.Parse([], []), SecretsWorld.Token);
        Assert.Equal([glass.Operator.Recipient], same.Recipients);
        Assert.Throws<SopsException>(() => glass.Document().Open(old));
        Assert.Equal(2, (await glass.ValuesAsync()).Count);

        await new RotateBreakGlass(glass.Store).RunAsync(GlassWorld.For(successor), SecretsWorld.Token);
        Assert.Contains($"is none of its recipients ({successor.Recipient})", (await Assert.ThrowsAsync<BreakGlassException>(glass.ValuesAsync)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_vault_beside_the_people_stays_until_a_new_data_key_is_made_which_needs_all_named()
    {
        using var glass = new GlassWorld();
        var writer = new SopsWriter().With("ONE", "first").With("TWO", "second").For(glass.Operator).For("azure_kv", "vault_url", "https://kv.example.test", "bm8=");
        glass.Folder.Write(glass.Settings.File, writer.Write());

        await glass.AddAsync("ONE=other");
        var refused = await Assert.ThrowsAsync<BreakGlassException>(() => new RotateBreakGlass(glass.Store).RunAsync(GlassRecipients.Parse([], []), SecretsWorld.Token));

        Assert.Contains("vault_url: \"https://kv.example.test\"", glass.Text, StringComparison.Ordinal);
        Assert.Contains("one of its recipients is azure_kv", refused.Message, StringComparison.Ordinal);
        await new RotateBreakGlass(glass.Store).RunAsync(GlassWorld.For(glass.Operator), SecretsWorld.Token);
        Assert.DoesNotContain("azure_kv", glass.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_lost_where_many_write_at_once_and_the_data_key_changes_between_them()
    {
        using var glass = new GlassWorld();
        await glass.CreateAsync();
        string[] names = [.. Enumerable.Range(0, 6).Select(at => $"KEY_{at}")];
        glass.Settings = glass.Settings with { Keys = [.. glass.Settings.Keys, .. names.Select(GlassWorld.Key)] };

        await Task.WhenAll([.. names.Select(name => Task.Run(() => glass.AddAsync($"{name}=value of {name}"))), Task.Run(() => new RotateBreakGlass(glass.Store).RunAsync(GlassRecipients.Parse([], []), SecretsWorld.Token))]);

        Assert.Equal([.. names.Select(name => (name, $"value of {name}"))], (await glass.ValuesAsync()).Where(pair => pair.Key.StartsWith("KEY_", StringComparison.Ordinal)).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(0, (int)(await glass.CheckAsync()).ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_writer_that_is_killed_in_a_write_leaves_the_old_file_or_the_new_one_whole()
    {
        using var glass = new GlassWorld();
        glass.Settings = glass.Settings with { Keys = [GlassWorld.Key("ONE"), GlassWorld.Key("OTHER")] };
        await glass.CreateAsync();

        for (var kill = 0; kill < 4; kill++)
        {
            using var writer = WriterProcess.Start(glass.Folder, ("SOPS_AGE_KEY_FILE", glass.Operator.FilePath), "glass", glass.Settings.File, GlassWorld.Canary);
            Assert.Equal("1", await writer.StandardOutput.ReadLineAsync(SecretsWorld.Token));
            WaitForTemporary(Path.GetDirectoryName(glass.FilePath)!, writer);
            writer.Kill();
            var last = (await writer.StandardOutput.ReadToEndAsync(SecretsWorld.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Append(1).Max();
            await writer.WaitForExitAsync(SecretsWorld.Token);

            var values = await glass.ValuesAsync();
            Assert.Equal(values["ONE"], values["OTHER"]);
            Assert.Contains(values["ONE"], (string[])[$"{GlassWorld.Canary}-{last}", $"{GlassWorld.Canary}-{last + 1}"]);
            Assert.All(Directory.EnumerateFiles(Path.GetDirectoryName(glass.FilePath)!), file => Assert.DoesNotContain(GlassWorld.Canary, File.ReadAllText(file), StringComparison.Ordinal));
        }

        await glass.AddAsync("ONE=x");
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(glass.FilePath)!, ".*.tmp"));
    }

    // A write takes a millisecond of a round: kills that only happen on it would prove little. Not asleep: it would be over by then.
    private static void WaitForTemporary(string directory, Process writer)
    {
        while (!writer.HasExited && !Directory.EnumerateFiles(directory, ".*.tmp").Any())
        {
        }
    }

    private static Task<HyOpsException> CreateAsync(GlassWorld glass, GlassRecipients recipients) =>
        Assert.ThrowsAnyAsync<HyOpsException>(() => new CreateBreakGlass(glass.Store, glass.Bundle).RunAsync(recipients, replaces: false, SecretsWorld.Token));
}
