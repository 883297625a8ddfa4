using HyOps.Core.Authorities;
using HyOps.Engine.Secrets;
using HyOps.Engine.Secrets.Transfers;

namespace HyOps.Engine.Tests.Secrets.Transfers;

public sealed class PushSecretsTests : IDisposable
{
    private readonly TransferWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Only_mapped_keys_that_the_bundle_holds_are_written_and_a_second_push_makes_no_version()
    {
        await world.World.SetAsync("DB_PASSWORD=value of mine", "UNMAPPED=stays at home");

        var first = await world.PushAsync();
        var second = await world.PushAsync();

        Assert.Equal([("API_TOKEN", PushOutcome.NotInBundle), ("DB_PASSWORD", PushOutcome.Created)], Outcomes(first));
        Assert.Equal(PushOutcome.Unchanged, second.Keys[1].Outcome);
        Assert.True(first.IsComplete && second.IsComplete);
        Assert.Equal("value of mine", world.Authority["db-password"]);
        Assert.Equal(["read db-password", "write db-password", "read db-password"], world.Authority.Calls);
    }

    [Fact]
    public async Task What_was_changed_in_the_bundle_since_they_were_in_step_makes_a_new_version()
    {
        await world.World.SetAsync("DB_PASSWORD=first value");
        await world.PushAsync();
        await world.World.SetAsync("DB_PASSWORD=second value");

        var result = await world.PushAsync();

        Assert.Equal(PushOutcome.Updated, result.Keys[1].Outcome);
        Assert.Equal("second value", world.Authority["db-password"]);
    }

    [Fact]
    public async Task What_somebody_changed_in_the_authority_is_not_overwritten_unless_told()
    {
        await world.World.SetAsync("DB_PASSWORD=first value");
        await world.PushAsync();
        world.Authority.Put("db-password", "rotated by somebody");
        await world.World.SetAsync("DB_PASSWORD=second value");

        var refused = await world.PushAsync();
        var stillThere = world.Authority["db-password"];
        var told = await world.PushAsync(new PushOptions { Overwrite = true });

        Assert.Equal(PushOutcome.Newer, refused.Keys[1].Outcome);
        Assert.False(refused.IsComplete);
        Assert.Contains("akv-sync --env dev", refused.Keys[1].Fix, StringComparison.Ordinal);
        Assert.Equal("rotated by somebody", stillThere);
        Assert.Equal(PushOutcome.Updated, told.Keys[1].Outcome);
        Assert.Equal("second value", world.Authority["db-password"]);
    }

    [Fact]
    public async Task A_value_that_was_never_seen_is_not_overwritten_either()
    {
        world.Authority.Put("db-password", "here before us");
        await world.World.SetAsync("DB_PASSWORD=mine");

        Assert.Equal(PushOutcome.Newer, (await world.PushAsync()).Keys[1].Outcome);
        Assert.Equal("here before us", world.Authority["db-password"]);
    }

    [Fact]
    public async Task After_a_sync_the_bundle_may_change_and_be_pushed()
    {
        world.Authority.Put("db-password", "from the vault");
        world.Authority.Put("api-token", "the token too");
        await world.SyncAsync();
        await world.World.SetAsync("DB_PASSWORD=changed here");

        var result = await world.PushAsync();

        Assert.Equal([("API_TOKEN", PushOutcome.Unchanged), ("DB_PASSWORD", PushOutcome.Updated)], Outcomes(result));
    }

    [Fact]
    public async Task A_dry_run_writes_and_notes_nothing()
    {
        await world.World.SetAsync("DB_PASSWORD=mine");

        var result = await world.PushAsync(new PushOptions { DryRun = true });

        Assert.Equal(PushOutcome.Created, result.Keys[1].Outcome);
        Assert.Null(world.Authority["db-password"]);
        Assert.False(File.Exists(world.Seen.FilePath));
    }

    [Theory]
    [InlineData(UnreadReason.Disabled, true)]
    [InlineData(UnreadReason.Expired, true)]
    [InlineData(UnreadReason.Forbidden, true)]
    [InlineData(UnreadReason.Deleted, false)]
    [InlineData(UnreadReason.Throttled, false)]
    public async Task What_cannot_be_compared_is_left_alone(UnreadReason reason, bool mayBeTold)
    {
        world.Authority.Put("db-password", "who knows");
        world.Authority.Refusals["db-password"] = reason;
        await world.World.SetAsync("DB_PASSWORD=mine");

        var refused = await world.PushAsync();
        var untouched = world.Authority["db-password"];
        var told = await world.PushAsync(new PushOptions { Overwrite = true });

        Assert.Equal(PushOutcome.Failed, refused.Keys[1].Outcome);
        Assert.Equal("who knows", untouched);
        Assert.Equal(mayBeTold ? PushOutcome.Updated : PushOutcome.Failed, told.Keys[1].Outcome);
    }

    [Fact]
    public async Task A_pinned_row_is_never_pushed_and_a_complaint_only_where_it_was_named()
    {
        world.Map = TransferWorld.ReadMap("app,DB_PASSWORD,db-password@0123456789abcdef0123456789abcdef\n");
        await world.World.SetAsync("DB_PASSWORD=mine");

        var all = await world.PushAsync();
        var named = await world.PushAsync(new PushOptions { Keys = [SecretsWorld.Key("DB_PASSWORD")], Overwrite = true });

        Assert.Equal(PushOutcome.Pinned, all.Keys[0].Outcome);
        Assert.True(all.IsComplete);
        Assert.False(named.IsComplete);
        Assert.Null(world.Authority["db-password"]);
    }

    [Fact]
    public async Task Two_keys_of_one_secret_make_one_version_or_none_where_their_values_differ()
    {
        world.Map = TransferWorld.ReadMap("a,ONE,shared\nb,TWO,shared\n");
        await world.World.SetAsync("ONE=the value", "TWO=the value");
        var same = await world.PushAsync();
        await world.World.SetAsync("TWO=another value");

        var different = await world.PushAsync();

        Assert.All(same.Keys, key => Assert.Equal(PushOutcome.Created, key.Outcome));
        Assert.Single(world.Authority.Calls, call => call == "write shared");
        Assert.All(different.Keys, key => Assert.Equal(PushOutcome.Failed, key.Outcome));
    }

    [Fact]
    public async Task A_key_of_the_map_that_the_bundle_lacks_fails_only_where_it_was_named()
    {
        await world.World.SetAsync("DB_PASSWORD=mine");

        var named = await world.PushAsync(new PushOptions { Keys = [SecretsWorld.Key("API_TOKEN")] });

        Assert.False(named.IsComplete);
        Assert.Null(world.Authority["db-password"]);
    }

    [Fact]
    public async Task Without_a_bundle_nobody_is_asked()
    {
        await Assert.ThrowsAsync<BundleException>(() => world.PushAsync());

        Assert.Empty(world.Authority.Calls);
    }

    private static IEnumerable<(string, PushOutcome)> Outcomes(PushResult result) => result.Keys.Select(key => (key.Name.Value, key.Outcome));
}
