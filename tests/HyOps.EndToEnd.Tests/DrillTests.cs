using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>A rehearsal of the loss of a real platform, from its making to its removal.</summary>
[Collection(DrillCollection.Name)]
public sealed class DrillTests(DrillRehearsed drill) : IClassFixture<DrillRehearsed>
{
    private JsonNode Measured => drill.Record["recovery"]!;

    [Fact]
    public void Steady_state_finds_everything_as_bootstrap_made_it()
    {
        drill.Bootstrap.Is(0, "bootstrap of drill: done", "5 changed");
        drill.SteadyState.Is(0, "steady-state of drill: unchanged", "5 unchanged");
        Assert.All(drill.SteadyStateRecord["steps"]!.AsArray(), step => Assert.Equal("unchanged", (string)step!["outcome"]!));
    }

    [Fact]
    public void A_recovery_whose_host_was_killed_is_gone_on_with_and_not_begun_anew()
    {
        Assert.Equal(128 + 9, drill.Killed.ExitCode);
        drill.Recovery.Is(0);
        Assert.Equal("unchanged", Outcome("promote"));
        Assert.Contains(Outcome("dns"), (string[])["changed", "unchanged"]);
        Assert.Equal("unchanged", Outcome("service"));
    }

    [Fact]
    public void No_acknowledged_row_is_lost_and_the_time_is_within_its_target()
    {
        Assert.Equal("drill", (string)Measured["mode"]!);
        Assert.True((long)Measured["rows_acknowledged"]! > 0, Measured.ToJsonString());
        Assert.Equal(0, (long)Measured["rows_missing"]!);
        Assert.True((bool)Measured["met_recovery_time"]!, Measured.ToJsonString());
        Assert.True((bool)Measured["met_data_loss"]!, Measured.ToJsonString());
    }

    [Fact]
    public void The_clean_up_ran_its_proof_holds_and_nothing_is_left()
    {
        Assert.Equal("changed", Outcome("drill.cleanup"));
        Assert.Equal("unchanged", Outcome("drill.clean"));
        Assert.False(drill.StandsAfterwards);
    }

    private string Outcome(string step) => (string)drill.Record["steps"]!.AsArray().Single(one => (string)one!["id"]! == step)!["outcome"]!;
}
