using HyOps.Testing.Sops;

namespace HyOps.Cli.Tests.Secrets;

/// <summary>Drift where a break-glass file exists, opened by the real age.</summary>
public sealed class BreakGlassDiffTests
{
    private const string Canary = "canary-0f-the-glass-3b9e";
    private const string GlassFile = "docs/dr.enc.yaml";

    [Fact(Timeout = 120_000)]
    public async Task The_file_has_a_column_of_its_own_and_a_stale_copy_is_drift()
    {
        await using var world = await WorldAsync();
        var key = new AgeKey(world.World.Folder.At("operator/keys.txt"));
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["SOPS_AGE_KEY_FILE"] = key.FilePath };
        Write(world, new SopsWriter().With("DB_PASSWORD", $"{Canary}-one").For(key));

        var same = await DiffAsync(world, variables);
        Write(world, new SopsWriter().With("DB_PASSWORD", $"{Canary}-older").For(key));
        var stale = await DiffAsync(world, variables);
        var json = await DiffAsync(world, variables, "--json");

        Assert.True(same.ExitCode == 0, same.Output + same.Error);
        Assert.Contains("break-glass", same.Output, StringComparison.Ordinal);
        Assert.Contains("not there", same.Output, StringComparison.Ordinal);
        Assert.Equal((13, 13), (stale.ExitCode, json.ExitCode));
        Assert.Equal(["not there", "different"], json.Json["keys"]!.AsArray().Select(one => (string?)one!["break_glass"]));
        Assert.DoesNotContain(Canary, string.Concat(same.Output, same.Error, stale.Output, stale.Error, json.Output), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_its_key_nothing_is_said_to_agree_unless_it_is_left_out_on_purpose()
    {
        await using var world = await WorldAsync();
        Write(world, new SopsWriter().With("DB_PASSWORD", $"{Canary}-older").For(new AgeKey(world.World.Folder.At("elsewhere/keys.txt"))));

        var shut = await DiffAsync(world, []);
        var left = await DiffAsync(world, [], "--without-break-glass");
        var json = await DiffAsync(world, [], "--without-break-glass", "--json");
        world.Server.Secrets.Set("db-password", "another one");
        var drift = await DiffAsync(world, [], "--without-break-glass");

        Assert.Equal(21, shut.ExitCode);
        Assert.Contains("break-glass was not read: ", shut.Error, StringComparison.Ordinal);
        Assert.Contains("there is no age identity", shut.Error, StringComparison.Ordinal);
        Assert.True(left.ExitCode == 0, left.Error);
        Assert.Contains("not read", left.Output, StringComparison.Ordinal);
        Assert.Contains($"break-glass was not read: {GlassFile} is left out (--without-break-glass)", left.Error, StringComparison.Ordinal);
        Assert.Equal($"{GlassFile} is left out (--without-break-glass)", (string?)json.Json["break_glass_not_read"]);
        Assert.Equal(13, drift.ExitCode);
    }

    private static async Task<AuthorityWorld> WorldAsync()
    {
        var world = await AuthorityWorld.StartAsync();
        File.AppendAllText(world.World.Folder.At("inventories/local/environment.yml"), $"  break_glass: {{ file: {GlassFile}, runbook: docs/dr.md }}\n");
        world.Server.Secrets.Set("db-password", $"{Canary}-one");
        world.Server.Secrets.Set("api-token", $"{Canary}-two");
        await world.CallAsync("secrets", "akv-sync");
        return world;
    }

    private static void Write(AuthorityWorld world, SopsWriter writer) => world.World.Folder.Write(GlassFile, writer.Write());

    private static Task<Called> DiffAsync(AuthorityWorld world, Dictionary<string, string?> variables, params string[] args)
    {
        var surroundings = world.World.Surroundings(variables);
        return Called.InAsync(world.World, surroundings, ["secrets", "diff", .. args]);
    }
}
