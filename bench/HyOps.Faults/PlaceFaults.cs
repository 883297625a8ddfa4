using HyOps.Testing.Postgres;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Faults;

/// <summary>Disks, locks, backends and tools that are not as they should be.</summary>
internal static class PlaceFaults
{
    private const string Group = "places";
    private const string Full = "the disk or its quota is full";

    public static IEnumerable<Fault> All() =>
    [
        new(Group, "the home has no room for a step's files", $"exit 20 \"{Full}\"", (_, token) => MountedAsync("size=16k,mode=700", "eval \"$run\"", Full, token)),
        new(Group, "the home becomes full during an apply, which is then interrupted; then there is room again", "the first: exit 130; nothing alive; the second: exit 0", (_, token) => FullDuringApplyAsync(token)),
        new(Group, "the home is read-only", "exit 2 \"the file system is read-only\"", (_, token) => MountedAsync("size=600k,mode=700", "mount -o remount,ro \"$HOME\"; eval \"$run\"", "the file system is read-only", token)),
        new(Group, "a second run while the first is at work", "exit 13 \"this environment is in use by\"; the first: exit 130", (_, token) => SecondRunAsync(token)),
        new(Group, "the state's backend is down", "exit 20 \"connection refused\" \"trying again\"", (_, token) => DownAsync("terraform {\n  backend \"http\" {\n    address   = \"http://127.0.0.1:1/state\"\n    retry_max = 0\n  }\n}\n", token)),
        new(Group, "the state's PostgreSQL is down", "exit 20 \"connection refused\" \"trying again\"", (_, token) => DownAsync(PgStateDatabase.BackendOf("postgres://nobody:nothing@127.0.0.1:1/state?sslmode=disable"), token)),
        new(Group, "the state's PostgreSQL goes down during an apply; later it is back", "exit 20; errored.tfstate kept; then: exit 0; and the next run: exit 0", (_, token) => LostDatabaseAsync(token)),
        new(Group, "the backend refuses to save the state at the end", "exit 20; errored.tfstate kept; then: exit 0; and the next run: exit 0", UnsavedAsync),
        new(Group, "the tool is missing from the start", "exit 12 \"terraform\"", (_, token) => MissingToolAsync(token)),
        new(Group, "the tool goes missing in the middle of the first of two steps", "exit 20; what was applied is in the state; the next run: exit 0", (_, token) => VanishingToolAsync(token)),
        new(Group, "the clock jumps a day ahead and a day back during a run", "exit 0; the chain holds; the next run: exit 0", (_, token) => ClockJumpAsync(token)),
    ];

    private static async Task<string> MountedAsync(string options, string script, string says, CancellationToken token)
    {
        using var site = ToolCase.TerraformSite("");
        using var run = await MountedAsync(site, options, script, token);
        return (await run.EndAsync(token)).Saying(says);
    }

    // In a mount namespace of its own, with a small file system for a home.
    private static async Task<HyopsRun> MountedAsync(Site site, string options, string script, CancellationToken token)
    {
        var file = Path.Combine(site.Programs, "script");
        await File.WriteAllTextAsync(file, $"mount -t tmpfs -o {options} tmpfs \"$HOME\" || exit 97\n{script}\n", token);
        return HyopsRun.Shell(site, $"exec unshare {(Environment.IsPrivilegedProcess ? "-m" : "-rm")} bash '{file}'");
    }

    private static async Task<string> FullDuringApplyAsync(CancellationToken token)
    {
        using var site = ToolCase.TerraformSite("");
        // A command in the background of a script ignores SIGINT from its birth.
        var script = $"""
            bash -c "exec $run" & host=$!
            until [ -e '{site.Marker}' ]; do sleep 0.05; done
            cat /dev/zero >"$HOME/ballast" 2>/dev/null
            kill -TERM $host; wait $host; first=$?
            rm "$HOME/ballast"
            eval "$run" >/dev/null 2>&1; second=$?
            echo "FIRST $first SECOND $second"
            """;
        using var run = await MountedAsync(site, "size=2m,mode=700", script, token);
        var ended = await run.EndAsync(token);
        var left = await Processes.LeftOfAsync(site, token);
        var codes = ended.Text.TrimEnd().Split('\n').LastOrDefault(line => line.StartsWith("FIRST ", StringComparison.Ordinal))?.Split(' ') ?? ["", "?", "", "?"];
        return $"the first: exit {codes[1]}; {left}; the second: exit {codes[3]}";
    }

    private static async Task<string> SecondRunAsync(CancellationToken token)
    {
        using var site = ToolCase.TerraformSite("");
        using var first = HyopsRun.Start(site);
        await site.WaitUntilBusyAsync(token);
        using var second = HyopsRun.Start(site);
        var refused = await second.EndAsync(token);
        await first.SignalAsync("INT");
        return $"{refused.Saying("this environment is in use by")}; the first: {(await first.EndAsync(token)).Exit}";
    }

    private static async Task<string> DownAsync(string backend, CancellationToken token)
    {
        using var site = ToolCase.TerraformSite(backend);
        using var run = HyopsRun.Start(site);
        return (await run.EndAsync(token)).Saying("connection refused", "trying again");
    }

    private static async Task<string> LostDatabaseAsync(CancellationToken token)
    {
        await using var database = await PostgresServer.StartAsync(token);
        using var site = new Site("iac/terraform", "terraform/main.tf", $$"""
            {{PgStateDatabase.BackendOf(database.Url)}}
            resource "terraform_data" "first" {
              provisioner "local-exec" { command = "touch 'MARKER'; until test -e 'MARKER.go'; do sleep 0.1; done" }
            }
            """);
        using var run = HyopsRun.Start(site);
        await site.WaitUntilBusyAsync(token);
        await database.StopAsync();
        await File.WriteAllTextAsync(site.Marker + ".go", "", token);
        Ended ended;
        try
        {
            ended = await run.EndAsync(token);
        }
        finally
        {
            await database.StartAgainAsync(CancellationToken.None);
        }

        return await RecoveredAsync(site, ended, token);
    }

    private static async Task<string> UnsavedAsync(Servers servers, CancellationToken token)
    {
        using var site = ToolCase.TerraformSite(servers.Http.Backend(Servers.State));
        await File.WriteAllTextAsync(site.Marker, "", token);
        servers.Http.RefuseWrite = static _ => 403;
        using var run = HyopsRun.Start(site);
        var ended = await run.EndAsync(token);
        servers.Http.RefuseWrite = static _ => null;
        return await RecoveredAsync(site, ended, token);
    }

    private static async Task<string> RecoveredAsync(Site site, Ended ended, CancellationToken token)
    {
        var kept = Directory.EnumerateFiles(site.Root, "errored.tfstate", SearchOption.AllDirectories).Any();
        var id = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(site.Root, "logs", "bootstrap")).Single());
        using var recover = HyopsRun.Shell(site, $"'{HyopsRun.Program}' recover --env {Site.Environment} --project '{site.Project}' --run {id} --yes");
        var recovered = await recover.EndAsync(token);
        using var next = HyopsRun.Start(site);
        return $"{ended.Exit}; errored.tfstate {(kept ? "kept" : "lost")}; then: {recovered.Exit}; and the next run: {(await next.EndAsync(token)).Exit}";
    }

    private static async Task<string> MissingToolAsync(CancellationToken token)
    {
        using var site = ToolCase.TerraformSite("");
        using var run = HyopsRun.Start(site, ("PATH", "/usr/bin:/bin"));
        return (await run.EndAsync(token)).Saying("terraform");
    }

    // The first step takes the tool away; only our folder of programs has it.
    private static async Task<string> VanishingToolAsync(CancellationToken token)
    {
        using var site = new Site("iac/terraform", "terraform/main.tf", "", steps: 2);
        var tool = Path.Combine(site.Programs, "terraform");
        var real = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "terraform")).First(File.Exists);
        File.CreateSymbolicLink(tool, real);
        site.Write("terraform/main.tf", $"resource \"terraform_data\" \"a\" {{\n  provisioner \"local-exec\" {{ command = \"test -e 'MARKER' || rm -f '{tool}'; touch 'MARKER'\" }}\n}}\n");
        using var run = HyopsRun.Shell(site, $"PATH='{site.Programs}:/usr/bin:/bin' eval $run --parallelism 1");
        var ended = await run.EndAsync(token);
        var state = Path.Combine(site.Root, "state", "instances", "lab", "test", "fault", "s1", "terraform.tfstate");
        var stands = (await File.ReadAllTextAsync(state, token)).Contains("terraform_data", StringComparison.Ordinal);
        File.CreateSymbolicLink(tool, real);
        using var next = HyopsRun.Start(site);
        return $"{ended.Exit}; what was applied is {(stands ? "in the state" : "lost")}; the next run: {(await next.EndAsync(token)).Exit}";
    }

    // libfaketime reads the file again at each call; it is set for the host alone, as children do not inherit LD_PRELOAD.
    private static async Task<string> ClockJumpAsync(CancellationToken token)
    {
        using var site = new Site("iac/terraform", "terraform/main.tf", "resource \"terraform_data\" \"a\" {\n  provisioner \"local-exec\" { command = \"touch 'MARKER'; until test -e 'MARKER.go'; do sleep 0.1; done\" }\n}\n");
        var offset = Path.Combine(site.Programs, "offset");
        await File.WriteAllTextAsync(offset, "+0", token);
        var library = Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", SearchOption.AllDirectories).First();
        using var run = HyopsRun.Start(
            site, ("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", offset), ("FAKETIME_NO_CACHE", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"));
        await site.WaitUntilBusyAsync(token);
        await File.WriteAllTextAsync(offset, "+1d", token);
        await Task.Delay(TimeSpan.FromSeconds(1), token);
        await File.WriteAllTextAsync(offset, "-1d", token);
        await File.WriteAllTextAsync(site.Marker + ".go", "", token);
        var ended = await run.EndAsync(token);
        using var verify = HyopsRun.Shell(site, $"'{HyopsRun.Program}' runs verify --env {Site.Environment} --all");
        var verified = await verify.EndAsync(token);
        using var next = HyopsRun.Start(site);
        return $"{ended.Exit}; the chain {(verified.ExitCode == 0 ? "holds" : "is broken")}; the next run: {(await next.EndAsync(token)).Exit}";
    }
}
