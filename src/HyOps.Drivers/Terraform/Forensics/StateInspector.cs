using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Drivers.Output;
using HyOps.Drivers.Processes;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>Looks at a stack's live state and lock, with the backend, the variables and the secrets that Terraform has. It changes nothing.</summary>
/// <param name="runner">The seam for processes.</param>
/// <param name="request">The step.</param>
/// <param name="workspace">Its files, initialised.</param>
internal sealed class StateInspector(ICommandRunner runner, DriverRequest request, TerraformWorkspace workspace)
{
    // No resource has this address: with -allow-missing the command takes the lock, finds nothing, and gives it back.
    private const string NoResource = "terraform_data.hyops_looks_at_the_lock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ChildEnvironment environment = TerraformEnvironment.Of(request, workspace);
    private readonly TerraformBackend backend = TerraformBackend.Of(workspace.WorkDirectory) ?? new TerraformBackend("local", []);

    /// <summary>The backend's kind.</summary>
    public string Kind => backend.Kind;

    /// <summary>This machine.</summary>
    public LocalMachine Machine { get; } = LocalMachine.Read();

    /// <summary>The state's file, where the backend is a file of this machine.</summary>
    public string? StateFile => Kind == "local" ? Path.GetFullPath(backend.Setting("path") ?? "terraform.tfstate", workspace.WorkDirectory) : null;

    /// <summary>The http backend's lock, where it can be asked without Terraform.</summary>
    public HttpStateLock? Http { get; } = AskableHttp(workspace, TerraformEnvironment.Of(request, workspace));

    /// <summary>Who holds the lock.</summary>
    /// <param name="suspects">The runs that may have taken it.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<Seen<StateLock>> LockAsync(IReadOnlyCollection<LockSuspect> suspects, CancellationToken cancellationToken)
    {
        if (StateFile is { } file)
        {
            var info = TerraformState.LockInfoOf(file);
            return new(File.Exists(info) ? LockJudge.OfFile(LockText.OfJson(await File.ReadAllBytesAsync(info, cancellationToken)) ?? new StateLock(), file, Machine) : null);
        }

        var seen = Http is null ? await AskTerraformAsync(cancellationToken) : await AskHttpAsync(Http, cancellationToken);
        return seen.Value is null ? seen : new(LockJudge.OfServer(seen.Value, suspects, Machine));
    }

    /// <summary>Which state the backend holds.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<Seen<StateVersion>> VersionAsync(CancellationToken cancellationToken)
    {
        if (StateFile is { } file)
        {
            return new(StateText.VersionIn(file));
        }

        var (result, lines) = await PullAsync(cancellationToken);
        return result.ExitCode == 0
            ? new(StateText.VersionOf(result.Captured.Span))
            : new(null, $"the state could not be read: {WordsOf(result, lines)}");
    }

    /// <summary>Reads the whole state. The answer holds secrets.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<(CommandResult Result, IReadOnlyList<string> Lines)> PullAsync(CancellationToken cancellationToken) => RunAsync(["state", "pull"], captures: true, changes: false, cancellationToken);

    /// <summary>Runs a command of Terraform's beside the step's own; its masked words go to the step's log.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="captures">Whether its answer is data.</param>
    /// <param name="changes">Whether it changes something: then it ends by itself, and never on a timer.</param>
    /// <param name="cancellationToken">Cancelled = interrupt.</param>
    public async Task<(CommandResult Result, IReadOnlyList<string> Lines)> RunAsync(string[] arguments, bool captures, bool changes, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        var commands = new StepCommands(runner, request, environment);
        var command = commands.Tool([.. arguments]) with { CaptureStandardOutput = captures, Timeout = changes ? null : Patience, Stop = changes ? StopPolicy.HoldsState : StopPolicy.KillAfterGrace };
        var result = await commands.RunAsync(command, (_, line) => lines.Add(line.TrimStart('│', '╷', '╵').TrimEnd()), request.Output, cancellationToken);
        return (result, lines);
    }

    /// <summary>What a command said that failed, in a line.</summary>
    /// <param name="result">Its end.</param>
    /// <param name="lines">What it printed.</param>
    public static string WordsOf(CommandResult result, IEnumerable<string> lines)
    {
        var diagnostics = new TerraformDiagnostics();
        foreach (var line in lines)
        {
            diagnostics.Take(line);
        }

        return result.TimedOut ? "no answer in time" : diagnostics.Text();
    }

    private static HttpStateLock? AskableHttp(TerraformWorkspace workspace, ChildEnvironment environment) =>
        TerraformBackend.Of(workspace.WorkDirectory) is { Kind: "http" } http && new HttpStateLock(http, environment) is { CanAsk: true } askable ? askable : null;

    private async Task<Seen<StateLock>> AskHttpAsync(HttpStateLock http, CancellationToken cancellationToken)
    {
        try
        {
            return http.Locks ? new(await http.HolderAsync($"hyops@{Machine.Host}", request.Clock.GetUtcNow(), cancellationToken)) : new(null);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(null, $"the lock could not be seen: {(failure is OperationCanceledException ? "no answer in time" : failure.Message)}");
        }
    }

    private async Task<Seen<StateLock>> AskTerraformAsync(CancellationToken cancellationToken)
    {
        var (result, lines) = await RunAsync([LockText.Looking, "-no-color", "-allow-missing", "-lock-timeout=0s", NoResource], captures: false, changes: false, cancellationToken);
        return result.ExitCode == 0 ? new(null)
            : LockText.OfTerraform(lines) is { } held ? new(held)
            : new(null, $"the lock could not be seen: {WordsOf(result, lines)}");
    }
}

/// <summary>An answer about what lives elsewhere.</summary>
/// <param name="Value">What is there; null where nothing is, or it was not seen.</param>
/// <param name="NotSeen">Why it was not seen; null where it was.</param>
internal readonly record struct Seen<T>(T? Value, string? NotSeen = null)
    where T : class;
