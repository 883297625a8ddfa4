namespace HyOps.EndToEnd.Tests;

/// <summary>Somebody at a machine with nothing of ours: a home of their own, and the commands that they type.</summary>
internal sealed class Operator : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public Operator(string project = "")
    {
        Home = Folder.CreateFolder("hömé of one");
        Project = project;
    }

    public TempFolder Folder { get; } = new("end to end");

    public string Home { get; }

    /// <summary>Said with --project where it is not empty.</summary>
    public string Project { get; }

    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>A runtime root.</summary>
    public string Root(string environment = "local") => Path.Combine(Home, ".hybridops", "envs", environment);

    /// <summary>A file below a runtime root.</summary>
    public string At(string relative, string environment = "local") => Path.Combine(Root(environment), relative);

    public Task<Ended> BuildAsync(params string[] arguments) => EndAsync(StartBuild(arguments));

    public Task<Ended> BootstrapAsync(string environment = "local") => EndAsync(StartBootstrap(environment));

    public Task<Ended> HyopsAsync(params string[] arguments) => EndAsync(Start(Hosts.Hyops, arguments));

    public Run StartBootstrap(string environment = "local", bool hyops = false) => hyops
        ? Start(Hosts.Hyops, ["run", "bootstrap", "--env", environment, "--no-install", "--project", Project])
        : StartBuild("--target", "Bootstrap", "--env", environment, "--no-install");

    public Run StartBuild(params string[] arguments) =>
        Start(Hosts.BuildScript, Project.Length == 0 || arguments is not ["--target", ..] ? arguments : [.. arguments, "--project", Project]);

    public Run Start(string program, params IEnumerable<string> arguments)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = Home };
        foreach (var (name, value) in Variables)
        {
            variables[name] = value;
        }

        return Run.Start(program, arguments, variables, Folder.FullPath);
    }

    /// <summary>A shell line, where <c>$build</c> is build.sh.</summary>
    public Task<Ended> ShellAsync(string line) => EndAsync(StartShell(line));

    public Run StartShell(string line)
    {
        Variables["build"] = Hosts.BuildScript;
        Variables["project"] = Project;
        return Start("/bin/bash", "-c", line);
    }

    public static async Task<Ended> EndAsync(Run run)
    {
        using (run)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Patience);
            return await run.EndAsync(patience.Token);
        }
    }

    public void Dispose() => Folder.Dispose();
}
