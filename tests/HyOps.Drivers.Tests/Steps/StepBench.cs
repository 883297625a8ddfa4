using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Configuration;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Steps;

/// <summary>A step with real tools and folders of its own, run as the engine would: a fresh work directory each time, one that stays.</summary>
internal sealed class StepBench : IDisposable
{
    private static readonly SourceLocation Nowhere = new("spec.yml");
    private readonly Masker masker = new();
    private readonly List<LogText> logs = [];
    private int runs;

    public StepBench()
    {
        Folder = new TempFolder("step");
        Folder.CreateFolder("stack");
        Folder.CreateFolder("state");
        Folder.CreateFolder("home");
        Folder.CreateFolder("root");
        Folder.CreateFolder("inventory");
        StackDirectory = Folder.At("stack");
        InventoryDirectory = Folder.At("inventory");
        Runner = new ProcessCommandRunner(masker, TimeProvider.System);
    }

    public TempFolder Folder { get; }

    public ProcessCommandRunner Runner { get; }

    public string StackDirectory { get; set; }

    public string InventoryDirectory { get; set; }

    public string StateDirectory => Folder.At("state");

    public string WorkDirectory => Folder.At($"work {runs}");

    public JsonObject Inputs { get; set; } = [];

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public ImmutableArray<TargetCredential> Credentials { get; set; } = [];

    public Dictionary<string, string> References { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public GuardrailSettings Guardrails { get; set; } = new();

    public ImmutableArray<string> AllowedDestroys { get; set; } = [];

    public ImmutableArray<StateSecret> StateSecrets { get; set; } = [];

    public StepAction Action { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public LogText Log { get; private set; } = new();

    /// <summary>The logs of all runs.</summary>
    public string AllLogs => string.Concat(logs);

    public ConcurrentQueue<string> Reports { get; } = new();

    public DriverOutcome Last { get; private set; } = null!;

    public void Stack(string name, string text) => Folder.Write(Path.Combine("stack", name), text);

    public async Task<DriverOutcome> RunAsync(IDriver driver, Version version, CancellationToken cancellationToken)
    {
        NextWorkDirectory();
        Last = await driver.RunAsync(Request(driver.Tool.Program, version), cancellationToken);
        return Last;
    }

    /// <summary>Does something else with a driver than to run it, in a work directory of its own.</summary>
    public async Task<T> WithAsync<T>(IDriver driver, Version version, Func<DriverRequest, Task<T>> use)
    {
        NextWorkDirectory();
        return await use(Request(driver.Tool.Program, version));
    }

    /// <summary>Runs, and cancels once the log holds a text.</summary>
    public async Task<DriverOutcome> InterruptAsync(IDriver driver, Version version, string text, CancellationToken cancellationToken)
    {
        NextWorkDirectory();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var seen = Log.Holds(text);
        var running = driver.RunAsync(Request(driver.Tool.Program, version), source.Token);
        await Task.WhenAny(seen, running);
        Assert.False(running.IsCompleted, $"ended before '{text}':\n{Log}");
        await source.CancelAsync();
        Last = await running;
        return Last;
    }

    /// <summary>All text in all files below a folder of this step.</summary>
    public static string AllTextBelow(string directory) => string.Join(
        '\n',
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(static file => new FileInfo(file).LinkTarget is null).Select(File.ReadAllText));

    public void Dispose() => Folder.Dispose();

    private void NextWorkDirectory()
    {
        runs++;
        Log = new LogText();
        logs.Add(Log);
        Folder.CreateFolder($"work {runs}");
        masker.Register(Secrets.Values.Select(SecretValue.From));
        masker.Register(Credentials.Where(credential => credential.IsSecret).Select(credential => credential.Value));
    }

    /// <summary>What the engine would ask of a driver, in a fresh work directory.</summary>
    public DriverRequest NextRequest(string program, Version version)
    {
        NextWorkDirectory();
        return Request(program, version);
    }

    public DriverRequest Request(string program, Version version) => new()
    {
        StepId = "step",
        Module = Module(),
        Inputs = Inputs,
        StackDirectory = StackDirectory,
        WorkDirectory = WorkDirectory,
        StateDirectory = StateDirectory,
        InventoryDirectory = InventoryDirectory,
        Program = OnPath(program),
        ToolVersion = version,
        Environment = ChildVariables(),
        Secrets = SecretBundle.From(Secrets.Select(static pair => KeyValuePair.Create(SecretName.Parse(pair.Key), SecretValue.From(pair.Value)))),
        Credentials = Credentials,
        Guardrails = Guardrails,
        AllowedDestroys = AllowedDestroys,
        Action = Action,
        Clock = Clock,
        Output = Log,
        Report = Reports.Enqueue,
        HoldsSecret = text => masker.Current.Holds(text),
        Mask = masker.Mask,
    };

    private ChildEnvironment ChildVariables()
    {
        var environment = ChildEnvironment.Empty
            .With("HOME", Folder.At("home"))
            .With("PATH", Environment.GetEnvironmentVariable("PATH")!)
            .With("LANG", "C.UTF-8")
            .With("HYOPS_RUNTIME_ROOT", Folder.At("root"));
        return Variables.Aggregate(environment, static (all, pair) => all.With(pair.Key, pair.Value));
    }

    private ResolvedModule Module()
    {
        var empty = new ConfigMap(Nowhere, []);
        return new ResolvedModule
        {
            Contract = new ModuleContract
            {
                ModuleRef = ModuleRef.Parse("test/step"),
                Location = Nowhere,
                Directory = Folder.FullPath,
                Defaults = empty,
                Driver = DriverKind.Terraform,
                Stack = "stack",
                StateSecrets = StateSecrets,
            },
            Inputs = empty,
            RequiredEnv = [.. Secrets.Keys.Select(SecretName.Parse)],
            References = References.ToImmutableSortedDictionary(static pair => pair.Key, static pair => SecretName.Parse(pair.Value), StringComparer.Ordinal),
        };
    }

    private static string OnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{program} is not installed: these tests need the real one");
}
