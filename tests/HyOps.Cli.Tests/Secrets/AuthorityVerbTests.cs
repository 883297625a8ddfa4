namespace HyOps.Cli.Tests.Secrets;

/// <summary>The verbs of the authority, against a Key Vault on loopback through the real SDK; and what must be found nowhere.</summary>
public sealed class AuthorityVerbTests
{
    private const string Canary = "canary-0f-the-verbs-7d21";

    [Fact(Timeout = 120_000)]
    public async Task Push_sync_and_diff_go_together()
    {
        await using var world = await AuthorityWorld.StartAsync();
        await world.CallWithAsync("first value here", "secrets", "set", "DB_PASSWORD=-");

        var pushed = await world.CallAsync("secrets", "akv-push");
        world.Server.Secrets.Set("db-password", "rotated by somebody");
        world.Server.Secrets.Set("api-token", "a token of theirs");
        var drift = await world.CallAsync("secrets", "diff");
        var refused = await world.CallAsync("secrets", "akv-push", "--json");
        var synced = await world.CallAsync("secrets", "akv-sync");
        var same = await world.CallAsync("secrets", "diff", "--json");

        Assert.Equal((0, "API_TOKEN: not in bundle\nDB_PASSWORD: created\n"), (pushed.ExitCode, pushed.Output));
        Assert.Equal(13, drift.ExitCode);
        Assert.Contains("bundle is older", drift.Output, StringComparison.Ordinal);
        Assert.Contains("missing in bundle", drift.Output, StringComparison.Ordinal);
        Assert.Equal((21, "newer"), (refused.ExitCode, (string?)refused.Json["keys"]![1]!["outcome"]));
        Assert.Equal((0, "API_TOKEN: added\nDB_PASSWORD: changed\n"), (synced.ExitCode, synced.Output));
        Assert.Equal((0, false), (same.ExitCode, (bool)same.Json["drift"]!));
        Assert.Contains("\"bundle_behind\": []", File.ReadAllText(world.World.Folder.At("home", ".hybridops", "envs", "local", "meta", "comparison.json")), StringComparison.Ordinal);
        Assert.Equal("rotated by somebody", (await world.CallAsync("secrets", "show", "--reveal", "DB_PASSWORD")).Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_secret_that_cannot_be_read_leaves_the_bundle_and_says_what_mends_it()
    {
        await using var world = await AuthorityWorld.StartAsync();
        world.Server.Secrets.Set("db-password", "from the vault");

        var synced = await world.CallAsync("secrets", "akv-sync");

        Assert.Equal(21, synced.ExitCode);
        Assert.Contains("API_TOKEN: unreadable\n  api-token ", synced.Output, StringComparison.Ordinal);
        Assert.Contains("DB_PASSWORD: would be added\n", synced.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 secrets could not be read", synced.Error, StringComparison.Ordinal);
        Assert.Equal("AZURE_CLIENT_SECRET\n", (await world.CallAsync("secrets", "keys")).Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_wrong_verb_for_the_kind_and_another_vault_are_refused_before_anybody_is_asked()
    {
        await using var world = await AuthorityWorld.StartAsync();

        var kind = await world.CallAsync("secrets", "vault-sync");
        var vault = await world.CallAsync("secrets", "akv-sync", "--vault-name", "kv-other");

        Assert.Equal((2, 2), (kind.ExitCode, vault.ExitCode));
        Assert.Contains("hyops secrets akv-sync --env local", kind.Error, StringComparison.Ordinal);
        Assert.Contains("an environment has one authority", vault.Error, StringComparison.Ordinal);
        Assert.Equal(0, world.Server.Directory.TokensGiven);
    }

    [Fact(Timeout = 120_000)]
    public async Task Drift_says_the_same_of_values_of_every_length()
    {
        await using var world = await AuthorityWorld.StartAsync();
        world.Server.Secrets.Set("db-password", "twelve chars");
        await world.CallWithAsync("chars twelve", "secrets", "set", "DB_PASSWORD=-");
        var equal = await world.CallAsync("secrets", "diff", "DB_PASSWORD", "--json");
        await world.CallWithAsync("a much longer value than the other one has", "secrets", "set", "DB_PASSWORD=-");

        var longer = await world.CallAsync("secrets", "diff", "DB_PASSWORD", "--json");

        equal.Json.AsObject().Remove("run_id");
        Assert.Equal(equal.Json["keys"]!.ToJsonString(), longer.Json["keys"]!.ToJsonString());
        Assert.Equal(Lines(equal.Output), Lines(longer.Output));
    }

    [Fact(Timeout = 180_000)]
    public async Task No_verb_shows_or_leaves_a_value()
    {
        await using var world = await AuthorityWorld.StartAsync();
        world.Server.Secrets.Set("db-password", $"{Canary}-of-the-vault");
        world.Server.Secrets.Set("api-token", $"{Canary}-of-the-token");
        var editor = world.World.Folder.WriteScript("editor", "sed -i 's/OTHER=/ANOTHER=/' \"$1\"; echo oops >> \"$1\"");
        string[][] calls =
        [
            ["set", "DB_PASSWORD=-"], ["set", "OTHER=-"], ["set", "PATH=-"], ["ensure", "DB_PASSWORD", "OTHER"], ["show"], ["show", "--json"], ["keys"], ["keys", "--json"],
            ["exec", "--key", "OTHER", "--", "sh", "-c", "echo $OTHER; echo $OTHER >&2"], ["diff"], ["diff", "--json"], ["akv-push"], ["akv-push", "--json", "--overwrite", "--dry-run"],
            ["akv-sync", "--dry-run"], ["akv-sync", "--json"], ["akv-sync"], ["akv-push", "--overwrite"], ["vault-sync"], ["edit"], ["unset", "OTHER", "NOT_THERE"], ["unset", "OTHER", "--json"],
        ];

        foreach (var call in calls)
        {
            var surroundings = world.World.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["EDITOR"] = $"'{editor}'" }, input: $"{Canary}-of-the-bundle");
            var called = await Called.InAsync(world.World, surroundings, ["secrets", .. call]);

            Assert.DoesNotContain(Canary, called.Output + called.Error, StringComparison.Ordinal);
            Assert.All(world.Files(), file => Assert.DoesNotContain(Canary, file.Text, StringComparison.Ordinal));
        }
    }

    private static int Lines(string text) => text.Split('\n').Length;
}
