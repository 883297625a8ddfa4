using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Engine.Preflight;
using HyOps.Presentation.Preflight;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Preflight;

public sealed class PreflightViewTests
{
    private static readonly PreflightEntry[] Checks =
    [
        new("contracts", ExitCode.InvalidContract, CheckResult.Ok("3 modules, every contract holds")),
        new("git", ExitCode.Refused, CheckResult.Warning("0123456789ab on main: 1 changed file, 0 untracked files", "commit or stash them ('git status' names them)")),
        new("authority", ExitCode.SecretsFailed, CheckResult.Failed("https://x.vault.azure.net/ does not give 1 of 2: db-password is disabled (DB_PASSWORD)", "az keyvault secret set-attributes --vault-name x --name db-password --enabled true")),
        new("state-lock-net", ExitCode.Refused, CheckResult.NotApplicable("not checked: an http backend's lock is only seen by taking it")),
    ];

    [Fact]
    public void Every_check_is_shown_and_what_is_wrong_comes_with_its_fix() => Golden.Matches("not-ready.txt", Shown(strict: false, Checks));

    [Fact]
    public void Strict_says_that_warnings_count() => Golden.Matches("strict.txt", Shown(strict: true, Checks[0], Checks[1]));

    [Fact]
    public void A_machine_that_is_ready_says_so() => Golden.Matches("ready.txt", Shown(strict: false, Checks[0], Checks[3]));

    private static string Shown(bool strict, params PreflightEntry[] checks)
    {
        using var text = new StringWriter();
        PreflightView.Write(new Screen(text, Color: false, 100), new PreflightReport([.. checks], [], strict));
        return text.ToString();
    }
}
