using System.Text;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Vault;

/// <summary>Every verb of vault with known passwords: they are in no output, no file, no process's arguments.</summary>
public sealed class VaultLeakTests
{
    // Of this run alone: other tests have words of their own on their command lines.
    private static readonly string First = $"first word {Guid.NewGuid():N}";
    private static readonly string Next = $"next word {Guid.NewGuid():N}";

    [Fact(Timeout = 120_000)]
    public async Task No_verb_prints_keeps_or_passes_a_password_on()
    {
        using var station = new Workstation();
        station.Gpg.CreateKey();
        station.Variables["NEXT_WORD"] = Next;
        using var watch = new CommandLineWatch();

        var said = new StringBuilder();
        said.Append(await BootstrapAsync(station));
        foreach (var line in (string[])["secrets set --env dev A=b", "vault status --env dev", "vault status-verbose --env dev --json", "vault rekey --env dev --new-password-command printenv${IFS}NEXT_WORD", "vault password --json", "vault bootstrap --generate", "vault reset", "vault reset --yes --force --json"])
        {
            said.Append(await station.CallAsync(line.Split(' ')));
        }

        var seen = await watch.EndAsync();
        Assert.Contains("changed  the password of 1 bundle", said.ToString(), StringComparison.Ordinal);
        Assert.Contains(seen, arguments => arguments.Contains("insert", StringComparison.Ordinal));
        foreach (var word in (string[])[First, Next])
        {
            Assert.DoesNotContain(word, said.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(seen, arguments => arguments.Contains(word, StringComparison.Ordinal));
            Assert.Empty(FilesWith(station, word));
        }
    }

    private static async Task<Called> BootstrapAsync(Workstation station)
    {
        using var process = Processes.Hyops.Start(station.Folder, station.Variables, "vault", "bootstrap", "--env", "dev");
        await process.StandardInput.WriteLineAsync(First);
        process.StandardInput.Close();
        var called = await Processes.Hyops.EndAsync(process);
        Assert.True(called.ExitCode == 0, called.Error);
        return called;
    }

    private static IEnumerable<string> FilesWith(Workstation station, string word) =>
        new[] { station.Folder.FullPath, station.Gpg.Store, station.Gpg.Keyring }
            .Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file => file.Length > 0 && File.ReadAllBytes(file.FullName).AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0)
            .Select(file => file.FullName);
}
