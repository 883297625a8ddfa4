using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Ansible;
using HyOps.Drivers.Stacks;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Ansible;

public sealed class AnsibleDriverTests : IDisposable
{
    private const string Secret = "s3cret-\"quoted\"-välue-123";
    private readonly StepBench bench = new();

    public AnsibleDriverTests() => Hosts("localhost: { ansible_connection: local }");

    public void Dispose() => bench.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<DriverOutcome> RunAsync() => bench.RunAsync(new AnsibleDriver(bench.Runner), new Version(2, 14, 18), Cancel);

    [Fact(Timeout = 120_000)]
    public async Task A_playbook_changes_then_finds_nothing_to_change_and_publishes_its_stats()
    {
        Playbook("""
            - name: Write the file
              ansible.builtin.copy:
                content: "{{ text }} from {{ site }}"
                dest: "{{ lookup('env', 'HYOPS_RUNTIME_ROOT') }}/file"
            - ansible.builtin.set_stats:
                data: { text: "{{ text }}", careless: "dsn={{ lookup('env', 'DB_PASSWORD') }}", map: { port: 8080 } }
            """);
        bench.Inputs = new JsonObject { ["text"] = "Zoë's", ["required_env"] = new JsonArray("DB_PASSWORD") };
        bench.Secrets["DB_PASSWORD"] = Secret;
        bench.Folder.Write("inventory/group_vars/app.yml", "site: north\n");
        bench.Folder.Write("home/.ansible.cfg", "[defaults]\nstdout_callback = nonsense\n");
        bench.Stack("ansible.cfg", "[defaults]\ninventory = /nowhere\nstdout_callback = nonsense\n");
        bench.Variables["LANG"] = "de_DE.ISO-8859-1";

        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Equal((StepOutcome.Changed, "localhost: ok 2, changed 1", null), (first.Outcome, first.Summary, first.Failure));
        Assert.Equal("Zoë's from north", await File.ReadAllTextAsync(bench.Folder.At("root", "file"), Cancel));
        Assert.Equal("Zoë's", (string?)first.Outputs["text"]);
        Assert.Equal(8080, (int?)first.Outputs["map"]?["port"]);
        Assert.Equal(["careless"], first.WithheldOutputs);
        Assert.Contains("Write the file", bench.Reports);
        Assert.Equal((StepOutcome.Unchanged, "localhost: ok 2, changed 0"), (second.Outcome, second.Summary));
        Assert.DoesNotContain(Secret, bench.Log.ToString() + StepBench.AllTextBelow(bench.WorkDirectory), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_failing_task_is_told_by_name_and_no_secret_of_its_message_passes()
    {
        Playbook("""
            - name: Ignore this
              ansible.builtin.command: "false"
              ignore_errors: true
            - name: Connect to the database
              ansible.builtin.fail:
                msg: "cannot log in with {{ lookup('env', 'DB_PASSWORD') }}"
            """);
        bench.Secrets["DB_PASSWORD"] = Secret;

        var outcome = await RunAsync();

        Assert.Equal((StepOutcome.Failed, 2, "localhost: ok 1, changed 1, failed 1"), (outcome.Outcome, outcome.ToolExitCode, outcome.Summary));
        Assert.StartsWith("task 'Connect to the database' failed on localhost: (hidden: it holds a secret).", outcome.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, bench.Log.ToString() + outcome.Failure + StepBench.AllTextBelow(bench.WorkDirectory), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_host_out_of_reach_is_unreachable_and_not_failed()
    {
        Hosts("web1: { ansible_host: 127.0.0.1, ansible_port: 1, ansible_ssh_common_args: '-o ConnectTimeout=2 -o ConnectionAttempts=1' }");
        Playbook("- ansible.builtin.ping:");

        var outcome = await RunAsync();

        Assert.Equal((StepOutcome.Unreachable, 4, "web1: ok 0, changed 0, unreachable"), (outcome.Outcome, outcome.ToolExitCode, outcome.Summary));
        Assert.StartsWith("web1 could not be reached: ", outcome.Failure, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_playbook_that_cannot_be_parsed_or_matches_no_host_is_a_failure()
    {
        bench.Stack("playbook.yml", "- hosts: app\n  tasks:\n    - no_such_module_anywhere: {}\n");
        var unparsed = await RunAsync();
        bench.Stack("playbook.yml", "- hosts: nobody\n  tasks: []\n");
        var nobody = await RunAsync();

        Assert.Equal((StepOutcome.Failed, StepOutcome.Failed), (unparsed.Outcome, nobody.Outcome));
        Assert.Contains("couldn't resolve module/action 'no_such_module_anywhere'", unparsed.Failure, StringComparison.Ordinal);
        Assert.Contains("no play of the playbook matched a host", nobody.Failure, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_interrupted_playbook_is_interrupted_and_stops()
    {
        Playbook("""
            - name: Sleep for long
              ansible.builtin.command: sleep 60
            """);

        var outcome = await bench.InterruptAsync(new AnsibleDriver(bench.Runner), new Version(2, 14, 18), "TASK [Sleep for long]", Cancel);

        Assert.Equal((StepOutcome.Interrupted, "interrupted"), (outcome.Outcome, outcome.Summary));
    }

    [Fact]
    public async Task A_stack_that_does_not_say_how_to_remove_what_it_made_is_refused()
    {
        bench.Stack("playbook.yml", "- hosts: app\n  tasks: []\n");
        bench.Action = StepAction.Destroy;

        var refused = await Assert.ThrowsAsync<StackException>(RunAsync);

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.EndsWith("has no destroy.yml, so nobody knows how to remove what it made", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_playbook_or_inventory_is_refused_before_anything_starts()
    {
        var noPlaybook = await Assert.ThrowsAsync<StackException>(RunAsync);
        Playbook("- ansible.builtin.ping:");
        File.Delete(Path.Combine(bench.InventoryDirectory, "hosts.yml"));
        var noInventory = await Assert.ThrowsAsync<StackException>(RunAsync);

        Assert.EndsWith("has no playbook.yml", noPlaybook.Message, StringComparison.Ordinal);
        Assert.EndsWith("hosts.yml: there is no inventory for Ansible", noInventory.Message, StringComparison.Ordinal);
    }

    private void Hosts(string host) => bench.Folder.Write("inventory/hosts.yml", $"app:\n  hosts:\n    {host}\n");

    private void Playbook(string tasks) => bench.Stack(
        "playbook.yml",
        "- hosts: app\n  gather_facts: false\n  tasks:\n" + string.Concat(tasks.Split('\n').Select(static line => $"    {line}\n")));
}
