using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using HyOps.Testing;

namespace HyOps.Faults;

/// <summary>The published command, started on a site.</summary>
internal sealed class HyopsRun : IDisposable
{
    /// <summary>Beside the signals' names: Ctrl-C, which a terminal makes a signal of.</summary>
    public const string Keys = "Ctrl-C";

    private readonly Process process;
    private readonly PseudoTerminal? terminal;
    private readonly Func<CancellationToken, Task<string>> text;

    private HyopsRun(Process process, PseudoTerminal? terminal)
    {
        this.process = process;
        this.terminal = terminal;
        if (terminal is not null)
        {
            text = _ => Task.FromResult(terminal.Screen);
            return;
        }

        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        // Where the command was killed, its tools may hold the pipes for a while.
        text = async token => await output.WaitAsync(token) + await error.WaitAsync(token);
    }

    /// <summary>The command, as the target Cli leaves it.</summary>
    public static string Program { get; set; } = "";

    /// <summary>Starts the phase of a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="variables">More variables.</param>
    public static HyopsRun Start(Site site, params (string Name, string Value)[] variables) => Start(site, Program, Phase(site), variables);

    /// <summary>Starts the phase of a site at a terminal, for <see cref="Keys"/>.</summary>
    /// <param name="site">The site.</param>
    public static HyopsRun AtTerminal(Site site)
    {
        var terminal = new PseudoTerminal();
        return new HyopsRun(terminal.Start(Describe(site, Program, Phase(site), ("TERM", "xterm-256color"))), terminal);
    }

    /// <summary>Starts a line of bash, in which <c>$run</c> is the command that runs the phase.</summary>
    /// <param name="site">The site.</param>
    /// <param name="line">The line.</param>
    public static HyopsRun Shell(Site site, string line) => Start(
        site, "/bin/bash", ["-c", line], ("run", $"'{Program}' run bootstrap --env {Site.Environment} --no-install --project '{site.Project}'"));

    /// <summary>Sends signals, one right after the other.</summary>
    /// <param name="signals">Their names: <c>INT</c>, <see cref="Keys"/>.</param>
    public async Task SignalAsync(params IEnumerable<string> signals)
    {
        foreach (var signal in signals)
        {
            if (signal == Keys)
            {
                terminal!.Type("\u0003");
                continue;
            }

            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Ended> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return new Ended(process.ExitCode, await text(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        terminal?.Dispose();
    }

    private static string[] Phase(Site site) => ["run", "bootstrap", "--env", Site.Environment, "--no-install", "--project", site.Project];

    private static HyopsRun Start(Site site, string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = Describe(site, program, arguments, variables);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return new HyopsRun(Process.Start(start)!, terminal: null);
    }

    private static ProcessStartInfo Describe(Site site, string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = site.Home };
        start.Environment.Clear();
        start.Environment["HOME"] = site.Home;
        start.Environment["PATH"] = $"{site.Programs}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
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
