using Cake.Core;

namespace Cake.Frosting.Tests;

public sealed class CakeHostTests
{
    private readonly Kitchen kitchen = new();

    [Fact]
    public void Tasks_run_after_what_they_depend_on_between_setup_and_teardown()
    {
        var code = kitchen.Run("--target Bread", typeof(Bread), typeof(Dough), typeof(Flour), typeof(Heat));

        Assert.Equal(0, code);
        Assert.Equal(["setup for Bread", "flour", "dough", "heat", "bread", "teardown"], kitchen.Journal.Entries);
    }

    [Theory]
    [InlineData("--target=Flour")]
    [InlineData("-t Flour")]
    [InlineData("--target flour")]
    public void A_target_is_named_in_any_usual_form(string commandLine)
    {
        var code = kitchen.Run(commandLine, typeof(Flour));

        Assert.Equal(0, code);
        Assert.Contains("flour", kitchen.Journal.Entries);
    }

    [Fact]
    public void Exclusive_runs_the_target_alone()
    {
        kitchen.Run("--target Bread --exclusive", typeof(Bread), typeof(Dough), typeof(Flour));

        Assert.Equal(["setup for Bread", "bread", "teardown"], kitchen.Journal.Entries);
    }

    [Fact]
    public void Two_targets_run_in_the_order_given()
    {
        kitchen.Run("--target Dough --target Heat", typeof(Bread), typeof(Dough), typeof(Flour), typeof(Heat));

        Assert.Equal(["flour", "dough", "heat"], kitchen.Journal.Entries.Where(entry => !entry.Contains("setup", StringComparison.Ordinal) && entry != "teardown"));
    }

    [Fact]
    public void A_failing_task_stops_the_run_and_the_lifetime_gets_what_it_threw()
    {
        var code = kitchen.Run("--target AfterBurnt", typeof(Burnt), typeof(AfterBurnt));

        Assert.NotEqual(0, code);
        Assert.Equal(["setup for AfterBurnt", "teardown after a failure"], kitchen.Journal.Entries);
        Assert.Equal(7, Assert.IsType<CakeException>(kitchen.Journal.Thrown).ExitCode);
        Assert.Contains("the oven is too hot", kitchen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_may_fail_does_not_stop_the_run()
    {
        var code = kitchen.Run("--target Breakfast", typeof(Spill), typeof(Breakfast));

        Assert.Equal(0, code);
        Assert.Contains("breakfast", kitchen.Journal.Entries);
    }

    [Fact]
    public void OnError_handles_a_failure_and_Finally_comes_after_it()
    {
        var code = kitchen.Run("--target Handled", typeof(Handled));

        Assert.Equal(0, code);
        Assert.Equal(["setup for Handled", "handled smoke", "finally", "teardown"], kitchen.Journal.Entries);
    }

    [Fact]
    public void A_dependency_that_should_not_run_is_skipped_and_a_target_that_should_not_is_an_error()
    {
        var skipped = kitchen.Run("--target Lunch", typeof(Lunch), typeof(Optional));
        var target = new Kitchen().Run("--target Optional", typeof(Optional));

        Assert.Equal(0, skipped);
        Assert.Contains("lunch", kitchen.Journal.Entries);
        Assert.NotEqual(0, target);
    }

    [Theory]
    [InlineData("--target Flour")]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--target Costly --dryrun")]
    public void A_task_that_does_not_run_is_not_constructed(string commandLine)
    {
        kitchen.Run(commandLine, typeof(Flour), typeof(Costly));

        Assert.DoesNotContain("constructed", kitchen.Journal.Entries);
    }

    [Fact]
    public void A_dry_run_shows_the_order_and_runs_neither_tasks_nor_lifetime()
    {
        var code = kitchen.Run("--target Bread --dryrun", typeof(Bread), typeof(Dough), typeof(Flour));

        Assert.Equal(0, code);
        Assert.Empty(kitchen.Journal.Entries);
        Golden.Matches("dryrun.txt", kitchen.Output);
    }

    [Fact]
    public void The_tree_shows_what_depends_on_what()
    {
        var code = kitchen.Run("--tree", typeof(Bread), typeof(Dough), typeof(Flour), typeof(Heat));

        Assert.Equal(0, code);
        Golden.Matches("tree.txt", kitchen.Output);
    }

    [Fact]
    public void The_description_lists_the_tasks()
    {
        var code = kitchen.Run("--description", typeof(Bread), typeof(Dough), typeof(Flour), typeof(Heat));

        Assert.Equal(0, code);
        Golden.Matches("description.txt", kitchen.Output);
    }

    [Theory]
    [InlineData("Stranger", typeof(Stranger), "StrangeContext")]
    [InlineData("Lost", typeof(Lost), "System.String, which is no task")]
    public void A_task_that_cannot_be_registered_is_named(string target, Type task, string expected)
    {
        var code = kitchen.Run($"--target {target}", task);

        Assert.Equal(1, code);
        Assert.Contains(expected, kitchen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_of_the_command_line_reach_the_engine_and_its_configuration()
    {
        var code = kitchen.Run("--target Asks --settings_skipverification=true --name=a=b", typeof(Asks));

        Assert.Equal(0, code);
        Assert.Contains("a=b", kitchen.Journal.Entries);
        Assert.Contains("configured true", kitchen.Journal.Entries);
    }
}
