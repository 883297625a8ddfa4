using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>A recovery that is no rehearsal, and the way home.</summary>
[Collection(DrillCollection.Name)]
public sealed class DrillInEarnestTests(DrillInEarnest recovery) : IClassFixture<DrillInEarnest>
{
    [Fact]
    public void It_is_refused_without_the_environments_name_and_away_from_the_runner()
    {
        recovery.Unconfirmed.Is(13, "--confirm drill");
        recovery.FromElsewhere.Is(13, "HYOPS_EXECUTION_PLANE");
    }

    [Fact]
    public void Rows_that_asynchronous_replication_lost_are_counted_and_the_missed_target_is_named()
    {
        var measured = recovery.RecoveryRecord["recovery"]!;

        // The service is back, which is what a recovery in earnest is for: a missed target fails a drill alone.
        recovery.Recovery.Is(0, $"{measured["rows_missing"]} of {measured["rows_acknowledged"]} acknowledged rows lost (target 0 s: missed)", "approved by on call: site A is lost");
        Assert.Equal("real", (string)measured["mode"]!);
        Assert.True((long)measured["rows_missing"]! > 0, measured.ToJsonString());
        Assert.True((long)measured["rows_acknowledged"]! > (long)measured["rows_missing"]!, measured.ToJsonString());
        Assert.False((bool)measured["met_data_loss"]!, measured.ToJsonString());
        Assert.Equal("changed", Outcome(recovery.RecoveryRecord, "promote"));
        Assert.Equal("unchanged", Outcome(recovery.RecoveryRecord, "service"));
    }

    [Fact]
    public void The_way_home_gives_every_host_its_role_back()
    {
        recovery.Failback.Is(0);
        Assert.Equal("changed", Outcome(recovery.FailbackRecord, "promote"));
        Assert.Equal("unchanged", Outcome(recovery.FailbackRecord, "service"));
        Assert.All(recovery.AtHome, asked => Assert.True(asked.Answer.ExitCode == 0, $"{asked.Probe} {asked.Answer.All}"));
    }

    [Fact]
    public void At_home_steady_state_finds_everything_unchanged() => recovery.SteadyState.Is(0, "steady-state of drill: unchanged");

    [Fact]
    public void The_clean_up_leaves_nothing() => recovery.Clean.Is(0, "clean");

    private static string Outcome(JsonNode record, string step) => (string)record["steps"]!.AsArray().Single(one => (string)one!["id"]! == step)!["outcome"]!;
}
