using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace HyOps.Faults;

/// <summary>The published command, started on a site.</summary>
internal sealed class HyopsRun : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private HyopsRun(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The command, as the target Cli leaves it.</summary>
    public static string Program { get; set; } = "";

    /// <summary>Starts the phase of a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="variables">More variables.</param>
    public static HyopsRun Start(Site site, params (string Name, string Value)[] variables) =>
        Start(site, Program, ["run", "bootstrap", "--env", Site.Environment, "--no-install", "--project", site.Project], variables);

    /// <summary>Starts a line of bash, in which <c>$run</c> is the command that runs the phase.</summary>
    /// <param name="site">The site.</param>
    /// <param name="line">The line.</param>
    public static HyopsRun Shell(Site site, string line) => Start(
        site, "/bin/bash", ["-c", line], ("run", $"'{Program}' run bootstrap --env {Site.Environment} --no-install --project '{site.Project}'"));

    /// <summary>Sends signals, one right after the other.</summary>
    /// <param name="signals">Their names: <c>INT</c>.</param>
    public async Task SignalAsync(params IEnumerable<string> signals)
    {
        foreach (var signal in signals)
        {
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Ended> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        // Where the command was killed, its tools may hold the pipes for a while.
        return new Ended(process.ExitCode, await output.WaitAsync(cancellationToken) + await error.WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static HyopsRun Start(Site site, string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = site.Home, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["HOME"] = site.Home;
        start.Environment["PATH"] = $"{site.Programs}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new HyopsRun(process);
    }
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where one ended it.</param>
/// <param name="Text">All that it said.</param>
internal sealed record Ended(int ExitCode, string Text)
{
    /// <summary>In the table's words: <c>exit 13 "in use by"</c>, with those of the texts that it said.</summary>
    /// <param name="texts">What it should say.</param>
    public string Saying(params IEnumerable<string> texts) =>
        string.Join(' ', texts.Where(text => Text.Contains(text, StringComparison.Ordinal)).Select(text => $"\"{text}\"").Prepend(Exit));

    /// <summary>In the table's words: <c>exit 130</c>.</summary>
    public string Exit => string.Create(CultureInfo.InvariantCulture, $"exit {ExitCode}");
}
