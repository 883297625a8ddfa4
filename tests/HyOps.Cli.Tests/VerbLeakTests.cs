using System.Text;
using HyOps.Cli.Tests.Processes;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Testing;
using HyOps.Testing.KeyVault;
using HyOps.Testing.Sops;
using HyOps.Testing.Tls;

namespace HyOps.Cli.Tests;

/// <summary>
/// Every verb of <c>hyops</c>, with values that are known: none is in an output, a record, a file or a command line, in any form. The documented
/// exceptions show on purpose: <c>secrets show --reveal</c>, <c>vault password</c> into a pipe, and what a program under <c>secrets exec</c> prints.
/// </summary>
public sealed class VerbLeakTests : IDisposable
{
    private const string Odd = "Known value \"one\" & <two> 'three' $four \\five/ 0123456789";
    private const string Lines = "-known-first-line-of-a-value-0123456789\n-known-second-line-of-a-value-9876543210\n";

    private static readonly string[][] Verbs =
    [
        ["version"], ["completion", "bash"], ["setup", "check"], ["setup", "all", "--no-install"], ["validate"], ["validate", "--json"],
        ["secrets", "keys"], ["secrets", "keys", "--json"], ["secrets", "show"], ["secrets", "show", "APP_DB_PASSWORD", "--json"],
        ["secrets", "ensure", "APP_DB_PASSWORD", "MADE_TOKEN"], ["secrets", "ensure", "--json", "--force", "MADE_TOKEN"],
        ["secrets", "exec", "--", "true"], ["secrets", "edit"], ["secrets", "unset", "MADE_TOKEN"],
        ["secrets", "akv-push", "--dry-run"], ["secrets", "akv-push"], ["secrets", "akv-push", "--json"], ["secrets", "diff"], ["secrets", "diff", "--json"],
        ["secrets", "akv-sync", "--dry-run"], ["secrets", "akv-sync", "--json"], ["secrets", "vault-sync"],
        ["secrets", "rotate", "APP_DB_PASSWORD", "--plan"], ["secrets", "rotate", "APP_API_TOKEN", "--non-interactive"],
        ["eso", "render", "--out", "eso"], ["eso", "check", "eso"],
        ["vault", "status"], ["vault", "status-verbose"], ["vault", "bootstrap", "--generate"], ["vault", "rekey", "--generate"], ["vault", "reset"],
        ["init", "proxmox"], ["init", "azure"], ["init", "gcp"], ["init", "aws"], ["init", "hetzner"], ["init", "hashicorp-vault"], ["init", "azure", "--non-interactive", "--json"],
        ["preflight"], ["preflight", "--strict", "--phase", "steady-state", "--json"],
        ["run", "steady-state", "--no-install", "--json"], ["run", "dr", "--no-install"], ["runs", "list"], ["runs", "list", "--json"], ["runs", "show"], ["recover", "--run", "steady-state", "--yes"],
        ["runs", "verify", "--all"], ["runs", "verify", "--all", "--json"], ["runs", "report", "steady-state", "--junit", "run.xml"], ["runs", "prune", "--older-than", "1d", "--dry-run"],
        ["run", "steady-state", "--no-install", "--plan-only"], ["plans", "list"], ["plans", "show", "steady-state"], ["plans", "prune"],
        ["breakglass", "create", "--age", Recipient], ["breakglass", "check"], ["breakglass", "check", "--json"], ["breakglass", "remove", "APP_API_TOKEN"], ["breakglass", "add", "APP_API_TOKEN", "--json"],
        ["breakglass", "rotate"], ["breakglass", "open", "--runbook", Runbook, "--reason", "why", "--confirm", VaultProject.Environment, "--key", "APP_DB_PASSWORD", "--", "true"],
        ["dr", "readiness"], ["dr", "readiness", "--json"], ["dr", "history"], ["dr", "history", "--json"], ["dr", "pack", "--without-runtime", "--out", "pack.tar.gz"], ["dr", "approve", "go", "--run", "dr", "--as", "R. Meyer", "--reason", "why"],
    ];

    // Stands for an age recipient that each test makes.
    private const string Recipient = "age1…";
    private const string Runbook = "docs/dr.md";

    // Shows the password when nobody looks at a terminal: that is what it is for.
    private static readonly string[] Shown = ["vault password"];

    // What starts other programs with values is a process of its own; to start one for each of the others takes most of a minute.
    private static readonly string[][] Processes = [["run"], ["secrets", "exec"], ["breakglass", "open"], ["dr", "pack"]];

    private readonly TempFolder outside = new("values");
    private readonly TestWorld world = new();
    private readonly Dictionary<string, string?> variables = new(StringComparer.Ordinal);

    public void Dispose()
    {
        world.Dispose();
        outside.Dispose();
    }

    [Fact(Timeout = 400_000)]
    public async Task No_verb_shows_records_leaves_or_passes_on_a_value()
    {
        await using var vault = await KeyVaultServer.StartAsync(new KeyVaultServerOptions { Certificate = TestTls.Authority.Issue() }, TestContext.Current.CancellationToken);
        using var project = new VaultProject(vault.Address.Port);
        variables["TMPDIR"] = world.Folder.CreateFolder("tmp");
        variables["EDITOR"] = "true";
        var key = DescribeBreakGlass(project);
        using var watch = new CommandLineWatch();
        var said = new StringBuilder();

        await SetAsync(project, vault, said);
        foreach (var verb in Verbs.Select(words => words.Select(word => word == Recipient ? key.Recipient : word).ToArray()))
        {
            var called = await CallAsync(verb is [.., "--", _] ? [.. verb[..^2], .. Where(project), .. verb[^2..]] : [.. verb, .. Where(project)]);
            said.AppendLine(string.Join(' ', verb)).AppendLine(called.Output).AppendLine(called.Error);
            Assert.True(called.ExitCode is not 30, $"{string.Join(' ', verb)}: {called.Output}{called.Error}");

            // What the vault has from here on is one more reason for the run to stop before its tools.
            vault.Secrets.Change("app-api-token", null, one => verb is ["preflight", ..] ? one with { Enabled = false } : one);
        }

        var commandLines = await watch.EndAsync();
        await Hyops.RunAsync(world.Folder, variables, "/usr/bin/env", "gpgconf", "--kill", "all");
        AssertNowhere(vault, said.ToString(), commandLines);
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_verb_that_there_is_takes_part()
    {
        var verbs = await LeavesAsync();

        var missing = verbs.Where(verb => !Shown.Contains(verb) && !verb.StartsWith("secrets set", StringComparison.Ordinal) && !Verbs.Any(run => string.Join(' ', run).StartsWith(verb, StringComparison.Ordinal)));

        Assert.True(verbs.Count > 20, string.Join(", ", verbs));
        Assert.Empty(missing);
    }

    private static string[] Where(VaultProject project) => ["--env", VaultProject.Environment, "--project", project.FullPath];

    private Task<Called> CallAsync(params string[] args) => Processes.Any(words => args.AsSpan().StartsWith(words))
        ? Hyops.RunAsync(world.Folder, variables, Hyops.Program, args)
        : Called.InAsync(world, world.Surroundings(variables), args);

    private AgeKey DescribeBreakGlass(VaultProject project)
    {
        var key = new AgeKey(outside.At("age", "key.txt"));
        variables["SOPS_AGE_KEY_FILE"] = key.FilePath;
        project.Replace("  authority:", $"  break_glass: {{ file: docs/dr.enc.yaml, runbook: {Runbook}, keys: [APP_DB_PASSWORD, APP_API_TOKEN] }}\n  authority:");
        Directory.CreateDirectory(Path.Combine(project.FullPath, "docs"));
        File.WriteAllText(Path.Combine(project.FullPath, Runbook), "# A runbook\n");
        return key;
    }

    private async Task SetAsync(VaultProject project, KeyVaultServer vault, StringBuilder said)
    {
        variables["AZURE_CLIENT_SECRET"] = vault.Options.ClientSecret;
        variables["APP_DB_PASSWORD"] = Odd;
        var fromShell = await CallAsync(["secrets", "set", .. Where(project), "--from-env", "AZURE_CLIENT_SECRET", "--from-env", "APP_DB_PASSWORD"]);
        variables.Remove("AZURE_CLIENT_SECRET");
        variables.Remove("APP_DB_PASSWORD");
        var fromFile = await CallAsync(["secrets", "set", .. Where(project), "--json", "--from-file", $"APP_API_TOKEN={outside.Write("token", Lines)}"]);
        Assert.Equal((0, 0), (fromShell.ExitCode, fromFile.ExitCode));
        said.AppendLine(fromShell.Output).AppendLine(fromShell.Error).AppendLine(fromFile.Output).AppendLine(fromFile.Error);
    }

    private void AssertNowhere(KeyVaultServer vault, string said, IReadOnlyCollection<string> commandLines)
    {
        var password = File.ReadAllText(world.Folder.At("home", ".hybridops", "envs", VaultProject.Environment, "vault", "local.password")).TrimEnd('\n');
        Assert.Equal(Odd, vault.Secrets.Find("app-db-password")?.Value);
        var secrets = MaskSet.Of([.. vault.Secrets.Current.Select(one => one.Value).Append(Odd).Append(Lines).Append(vault.Options.ClientSecret).Append(password).Distinct().Select(SecretValue.From)]);

        // The password's own file, and what init writes for tools, hold secrets by their nature. A socket of an agent has no content.
        var files = Directory.GetFiles(world.Folder.FullPath, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0 && Path.GetFileName(file) != "local.password" && Path.GetFileName(Path.GetDirectoryName(file)) != "credentials" && secrets.Holds(File.ReadAllBytes(file)));

        Assert.Empty(files);
        Assert.Equal("", string.Join('\n', said.Split('\n').Where(line => secrets.Holds(line))));
        Assert.False(secrets.Holds(said));
        Assert.Contains(commandLines, line => line.Contains("steady-state", StringComparison.Ordinal));
        Assert.DoesNotContain(commandLines, line => secrets.Holds(line));
    }

    // Nouns have verbs below them, and verbs have nothing.
    private async Task<IReadOnlyList<string>> LeavesAsync()
    {
        var leaves = new List<string>();
        foreach (var word in await BelowAsync())
        {
            var below = await BelowAsync(word);
            leaves.AddRange(below.Count == 0 ? [word] : below.Select(verb => $"{word} {verb}"));
        }

        return leaves;
    }

    private async Task<IReadOnlyList<string>> BelowAsync(params string[] path)
    {
        var help = (await CallAsync([.. path, "--help"])).Output.Split('\n');
        return [.. help.SkipWhile(line => line is not ("Commands:" or "Verbs:")).Skip(1).TakeWhile(line => line.Length > 0)
            .Where(line => line.Length > 2 && line[2] != ' ').Select(line => line.Trim().Split(' ')[0])];
    }
}
