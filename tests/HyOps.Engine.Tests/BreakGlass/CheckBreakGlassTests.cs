using HyOps.Core;
using HyOps.Engine.BreakGlass;
using HyOps.Testing.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>What a check of a break-glass file says, with the real age.</summary>
public sealed class CheckBreakGlassTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_good_file_has_no_problem_and_says_which_kind_of_key_opened_it()
    {
        using var glass = new GlassWorld();
        await glass.CreateAsync();

        var report = await glass.CheckAsync();

        Assert.Equal((ExitCode.Ok, "age"), (report.ExitCode, report.OpenedBy));
        Assert.Empty(report.Problems);
        Assert.Equal(["ONE", "TWO"], report.Keys);
        Assert.Equal([$"age {glass.Operator.Recipient}"], report.Recipients);
    }

    [Fact(Timeout = 60_000)]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using var glass = new GlassWorld();
        File.Delete(glass.Folder.At("docs/runbook.md"));
        var writer = new SopsWriter().With("ONE", "first").With("THREE", "third").WithClear("NOTE_unencrypted", "for-all-to-read", "for-all-to-read").For("azure_kv", "vault_url", "https://kv.example.test", "bm8=");
        glass.Folder.Write(glass.Settings.File, $"NESTED:\n    KEY: hidden\n{writer.Write()}");

        var report = await glass.CheckAsync();

        Assert.Equal(
            [
                BreakGlassProblemKind.Runbook, BreakGlassProblemKind.Recipients, BreakGlassProblemKind.Nested, BreakGlassProblemKind.Clear, BreakGlassProblemKind.NotMinimal, BreakGlassProblemKind.NotMinimal,
                BreakGlassProblemKind.Clear, BreakGlassProblemKind.Missing, BreakGlassProblemKind.NotOpened,
            ],
            report.Problems.Select(problem => problem.Kind));
        Assert.Contains(report.Problems, problem => problem.Message.Contains("cannot be opened when Azure Key Vault is down", StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem.Message.StartsWith($"{glass.Settings.File}(4,1): THREE is not of the minimal set", StringComparison.Ordinal) || problem.Message.Contains("THREE is not of the minimal set that environment.yml(9,5) names", StringComparison.Ordinal));
        Assert.Equal((ExitCode.SecretsFailed, null), (report.ExitCode, report.OpenedBy));
        Assert.DoesNotContain(report.Problems, problem => problem.Message.Contains("for-all", StringComparison.Ordinal) || problem.Message.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_may_not_be_in_it_is_refused_though_it_opens_and_a_key_is_not_needed_to_say_so()
    {
        using var glass = new GlassWorld();
        glass.Folder.Write(glass.Settings.File, new SopsWriter().With("ONE", "first").With("TWO", "").With("THREE", "third").For(glass.Operator).Write());

        var (opened, shut) = (await glass.CheckAsync(), await glass.CheckAsync(opens: false));

        Assert.Equal((ExitCode.Refused, "age"), (opened.ExitCode, opened.OpenedBy));
        Assert.Equal([BreakGlassProblemKind.NotMinimal, BreakGlassProblemKind.Missing], opened.Problems.Select(problem => problem.Kind));
        Assert.Contains("TWO is empty", opened.Problems[1].Message, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Refused, null), (shut.ExitCode, shut.OpenedBy));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bad_check_value_a_missing_file_and_one_that_is_no_sops_file_are_told_apart()
    {
        using var glass = new GlassWorld();
        var missing = await glass.CheckAsync();
        await glass.CreateAsync();
        File.WriteAllText(glass.FilePath, string.Join('\n', glass.Text.Split('\n').Skip(1)));
        var removed = await glass.CheckAsync();
        File.WriteAllText(glass.FilePath, "ONE: in the clear\n");
        var plain = await glass.CheckAsync();

        Assert.Contains("there is no break-glass file", Assert.Single(missing.Problems).Message, StringComparison.Ordinal);
        Assert.Contains(removed.Problems, problem => problem.Kind is BreakGlassProblemKind.NotOpened && problem.Message.Contains("sops.mac was made of", StringComparison.Ordinal));
        Assert.Contains(removed.Problems, problem => problem.Kind is BreakGlassProblemKind.Missing);
        Assert.Contains("no map 'sops'", Assert.Single(plain.Problems).Message, StringComparison.Ordinal);
        Assert.All([missing, removed, plain], report => Assert.Equal(ExitCode.SecretsFailed, report.ExitCode));
    }
}
