using System.Text;
using System.Text.RegularExpressions;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Vault;

namespace HyOps.EndToEnd.Tests;

public sealed partial class BootstrapTests(Bootstrapped machine) : IClassFixture<Bootstrapped>
{
    private Operator Somebody => machine.Somebody;

    [Fact]
    public void On_a_fresh_machine_everything_is_made_and_the_summary_says_so()
    {
        machine.First.Is(0, "bootstrap of local: done", "3 steps: 3 changed", "exit    0 (ok)");
    }

    [Fact]
    public void A_second_run_finds_everything_unchanged_and_says_so()
    {
        machine.Second.Is(0, "bootstrap of local: unchanged", "3 steps: 3 unchanged");
    }

    [Fact]
    public void The_summary_names_the_record_and_its_chain_holds()
    {
        foreach (var run in new[] { machine.First, machine.Second })
        {
            var record = RecordLine().Match(run.Output).Groups[1].Value;

            var head = HeadOf(Path.Combine(record, "record.json"));

            Assert.Null(EventChain.FindBreak(File.ReadLines(Path.Combine(record, "events.jsonl")), head));
        }
    }

    [Fact]
    public void A_changed_event_breaks_the_chain()
    {
        var record = RecordLine().Match(machine.First.Output).Groups[1].Value;

        var events = File.ReadLines(Path.Combine(record, "events.jsonl")).Select(line => line.Replace("packer", "pecker", StringComparison.Ordinal));

        Assert.NotNull(EventChain.FindBreak(events, HeadOf(Path.Combine(record, "record.json"))));
    }

    [Fact]
    public void No_secret_is_anywhere_but_in_the_bundle()
    {
        var values = Opened().Secrets.Select(pair => pair.Value).ToList();
        var secrets = MaskSet.Of(values);

        var files = Directory.GetFiles(Somebody.Home, "*", SearchOption.AllDirectories).Where(file => secrets.Holds(File.ReadAllBytes(file)));

        Assert.Equal(2, values.Count);
        Assert.All(values, value => Assert.True(secrets.Holds(value.Reveal())));
        Assert.Empty(files);
        Assert.DoesNotContain(machine.CommandLines, line => secrets.Holds(line));
        Assert.Contains(machine.CommandLines, line => line.Contains("terraform", StringComparison.Ordinal));
        Assert.False(secrets.Holds(machine.First.All + machine.Second.All));
    }

    [Fact]
    public void Nothing_of_the_vault_password_is_anywhere_but_in_its_file()
    {
        var password = MaskSet.Of([SecretValue.From(Password())]);

        var files = Directory.GetFiles(Somebody.Home, "*", SearchOption.AllDirectories).Where(file => password.Holds(File.ReadAllBytes(file)));

        Assert.Equal([Somebody.At("vault/local.password")], files);
        Assert.DoesNotContain(machine.CommandLines, line => password.Holds(line));
        Assert.False(password.Holds(machine.First.All + machine.Second.All));
    }

    [Fact]
    public void No_plan_and_no_work_is_left_and_everything_is_private()
    {
        const UnixFileMode others = (UnixFileMode)0b111_111;
        var root = Path.Combine(Somebody.Home, ".hybridops");
        var ours = new[] { "logs", "meta", "vault", "state/modules" }.SelectMany(part => Directory.GetFiles(Somebody.At(part), "*", SearchOption.AllDirectories));
        var directories = Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Where(path => !path.StartsWith(Somebody.At("apps"), StringComparison.Ordinal));

        Assert.Empty(Directory.GetFileSystemEntries(Somebody.At("work")));
        Assert.Empty(Directory.GetFiles(Somebody.Home, "*.tfplan", SearchOption.AllDirectories));
        Assert.All(ours.Concat(directories).Append(root), path => Assert.True((File.GetUnixFileMode(path) & others) == 0, path));
    }

    [Fact]
    public void What_goes_to_a_pipe_has_no_escape_codes()
    {
        Assert.DoesNotContain('\e', machine.First.All);
        Assert.DoesNotContain('\e', machine.Second.All);
    }

    private static string HeadOf(string record)
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(record));
        return document.RootElement.GetProperty("events").GetProperty("sha256").GetString()!;
    }

    private string Password() => File.ReadAllText(Somebody.At("vault/local.password")).TrimEnd('\n');

    private SecretBundle Opened()
    {
        var file = Somebody.At("vault/bootstrap.vault.env");
        using var opened = AnsibleVaultEnvelope.Open(file, File.ReadAllBytes(file), Encoding.UTF8.GetBytes(Password()));
        return EnvFileBody.Parse(file, opened.Body, new HashSet<SecretName>()).Secrets;
    }

    [GeneratedRegex("^record  (.+)$", RegexOptions.Multiline)]
    private static partial Regex RecordLine();
}
