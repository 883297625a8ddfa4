namespace HyOps.Cake.Hosting;

/// <summary>The options that every build host has.</summary>
public static class HostOptions
{
    /// <summary>What to run, and how much to say.</summary>
    public static IReadOnlyList<HostOption> Run { get; } =
    [
        new("target", "NAME", "the target to run") { Letter = 't', Repeatable = true },
        new("exclusive", null, "run the target without what it depends on") { Letter = 'e' },
        new("dryrun", null, "show what would run, in order, and run nothing"),
        new("tree", null, "show which target depends on which"),
        new("description", null, "list the targets"),
        new("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic (stack traces)")
        {
            Letter = 'v',
            Values = ["quiet", "minimal", "normal", "verbose", "diagnostic"],
        },
        new("no-color", null, "plain text; so does NO_COLOR in the environment"),
        new("help", null, "show this text") { Letter = 'h' },
    ];

    /// <summary>What the phases take; the same names as the options of <c>hyops</c>.</summary>
    public static IReadOnlyList<HostOption> Phases { get; } =
    [
        new("env", "NAME", "the environment; without it 'local', and nothing else, is implied"),
        new("root", "DIR", "the runtime root, in place of ~/.hybridops/envs/<env>"),
        new("project", "DIR", "the directory that has modules/ and inventories/; found upwards without it"),
        new("confirm", "NAME", "confirms the environment's name where its tier is prod"),
        new("parallelism", "N", "how many steps run at once; the number of processors without it"),
        new("keep-work", null, "leave the work directories of the steps for a look"),
        new("no-install", null, "say what is missing, and install nothing"),
        new("sudo", null, "let the system's package manager run under sudo"),
        new("json", null, "one JSON document on standard output, and nothing else there"),
        new("allow-shell", "KEY", "accept the shell's value of a key where the phase's source has another one") { Repeatable = true },
        new("secrets-from", "SOURCE", "bundle: in place of the authority, while it is down; SteadyState alone") { Values = ["bundle"] },
        new("break-glass", null, "DR: take from the break-glass file what the bundle lacks"),
        new("runbook", "PATH", "the runbook that allows break-glass: the one that environment.yml names"),
        new("destroy", null, "remove what the phase's steps made, backwards; each object must be named"),
        new("allow-destroy", "STEP:ADDRESS", "allow this object to be destroyed, replaced or forgotten") { Repeatable = true },
        new("reason", "TEXT", "why a rule is set aside (allow-shell, allow-destroy, break-glass, secrets-from, accept-split-brain, accept-stale); the run record keeps it"),
        new("plan-only", null, "change nothing: plan the steps, show what they would do, and seal it for approval"),
        new("plan-expires", "TIME", "with plan-only: how long the plan is good (30m, 4h, 2d); 24h without it"),
        new("apply-plan", "PLAN", "apply exactly this sealed plan, or refuse and say what is no longer the same"),
        new("approve", "NAME", "with apply-plan: who approved the plan; the run record keeps it"),
        new("drill", null, "DR: rehearse, with the environment's own disaster before and its clean-up after"),
        new("resume", "RUN|FILE", "DR: go on with a run that stopped; what is done is checked, not done again"),
        new("accept-split-brain", "STEP", "DR: let this promotion go on although its fence does not hold") { Repeatable = true },
        new("accept-stale", "NAME", "DR: rest on this replica or backup although it is too old, or nobody can tell") { Repeatable = true },
        new("strict", null, "Preflight: warnings count as failures"),
        new("inactive-defaults", "MODE", "error or warn: unreferenced defaults of inactive features") { Values = ["error", "warn"] },
        new("junit", "FILE", "write the run's steps and guardrails there as JUnit XML, however it ends"),
        new("vault-password-file", "PATH", "the file that holds the vault password"),
        new("vault-password-command", "COMMAND", "the command that prints the vault password"),
    ];
}
