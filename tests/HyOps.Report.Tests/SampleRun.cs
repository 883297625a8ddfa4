using System.Globalization;
using System.Text;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Report.Tests;

/// <summary>Builds a record on disk as a run does, with its journal and its chain, at times that the test says.</summary>
internal sealed class SampleRun
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 3, 12, 0, TimeSpan.Zero);

    private readonly List<Planned> steps = [];
    private readonly SetClock clock;
    private readonly DateTimeOffset start;
    private readonly string logs;
    private RunRecord record;

    public SampleRun(string logsDirectory, string verb = "bootstrap", string environment = "drill", DateTimeOffset? at = null)
    {
        logs = logsDirectory;
        start = at ?? Start;
        clock = new SetClock { Now = start };
        record = new RunRecord
        {
            RunId = string.Create(CultureInfo.InvariantCulture, $"{verb}-{start:yyyyMMdd'T'HHmmss'Z'}-0a1b2c3d"),
            Verb = verb,
            Environment = environment,
            Tier = "nonprod",
            ExecutionPlane = "runner-local",
            Operator = "morgan",
            Host = "runner-07",
            HyopsVersion = "1.2.3",
            Started = start,
            Git = new RecordedCommit("4f1c0ffee2b7d9a8813f6f0c2d5e7a9b1c3d4e5f", Dirty: false),
            Tools = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["ansible"] = "2.14.18", ["packer"] = "1.6.6", ["terraform"] = "1.11.4" },
            Guardrails =
            [
                new("environment-named", true, $"--env {environment} names the environment"),
                new("source-of-phase", true, $"{verb} takes its secrets from the bundle"),
            ],
            Events = new RecordedChain(0, EventChain.Beginning),
        };
    }

    /// <summary>When an interrupt came, in seconds after the start.</summary>
    public double? Interrupt { get; init; }

    /// <summary>Whether the run was killed: then the record has no end and no steps.</summary>
    public bool Killed { get; init; }

    /// <summary>What was ended before it started, in seconds.</summary>
    public double Preparation { get; init; } = 1.4;

    public SampleRun With(Func<RunRecord, RunRecord> change)
    {
        record = change(record);
        return this;
    }

    public SampleRun Step(string id, string outcome, string what, double start, double seconds, string needs = "", string? failure = null, string output = "", string errors = "", double? budget = null)
    {
        steps.Add(new Planned(id, outcome, what, start, seconds, needs.Split(' ', StringSplitOptions.RemoveEmptyEntries), failure, output, errors) { Budget = budget });
        return this;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="code">The exit code.</param>
    /// <returns>The run as it is found again.</returns>
    public RunReading Write(ExitCode code)
    {
        var id = RunId.TryParse(record.RunId, out var parsed) ? parsed : throw new InvalidOperationException($"{record.RunId} is no run id");
        using (var journal = RunJournal.Create(logs, id, new Masker(), clock))
        {
            journal.On(new RunStarted(id, record.Verb, record.Environment, journal.Directory));
            journal.Write(record);
            WriteEvents(journal);
            WriteLogs(journal);
            if (!Killed)
            {
                var end = Math.Max(steps.Count == 0 ? Preparation : steps.Max(step => step.Start + step.Seconds), Interrupt ?? 0) + 0.1;
                journal.SealAsync(record with { ExitCode = (int)code, DurationMs = (long)(end * 1000), Steps = [.. steps.Select(Describe)] }, null, CancellationToken.None).GetAwaiter().GetResult();
            }
        }

        return RunReader.Read(new RunStore(logs).Get(id.Value));
    }

    private void WriteEvents(RunJournal journal)
    {
        var moments = new List<(double At, RunEvent Event)>
        {
            (0.2, new StageDone("contracts", $"{steps.Count} steps, {steps.Count} modules, no problem")),
            (0.3, new StageDone("guardrails", $"{record.Guardrails.Count} asked, none refused")),
            (0.9, new StageDone("tools", "terraform 1.11.4, packer 1.6.6, ansible 2.14.18")),
            (Preparation - 0.1, new StageDone("secrets", $"{record.Secrets.Count} from the bundle")),
            (Preparation - 0.05, new StepsPlanned([.. steps.Select(step => new PlannedStep(step.Id, ModuleOf(step), step.Needs))])),
        };
        foreach (var step in steps.Where(step => step.Outcome != "not-run"))
        {
            moments.Add((step.Start, new StepStarted(step.Id, ToolOf(step))));
            moments.Add((step.Start + (step.Seconds / 3), new StepProgress(step.Id, "planned")));
            if (step.Outcome != StepReading.NoEnd)
            {
                moments.Add((step.Start + step.Seconds, new StepFinished(ResultOf(step))));
            }
        }

        if (Interrupt is { } at)
        {
            moments.Add((at, new InterruptReceived([.. steps.Where(step => step.Outcome == "interrupted").Select(step => step.Id)])));
        }

        foreach (var (time, happened) in moments.OrderBy(moment => moment.At))
        {
            clock.Now = start.AddSeconds(time);
            journal.On(happened);
        }
    }

    private void WriteLogs(RunJournal journal)
    {
        foreach (var step in steps)
        {
            using var log = new StepLog(journal.Directory, step.Id);
            if (step.Output.Length > 0)
            {
                log.Write(HyOps.Core.Commands.OutputStream.StandardOutput, Encoding.UTF8.GetBytes(step.Output));
            }

            if (step.Errors.Length > 0)
            {
                log.Write(HyOps.Core.Commands.OutputStream.StandardError, Encoding.UTF8.GetBytes(step.Errors));
            }

            step.Files = log.Complete();
        }
    }

    private RecordedStep Describe(Planned step) => new()
    {
        Id = step.Id,
        Module = ModuleOf(step),
        Tool = step.Outcome == "not-run" ? "" : ToolOf(step),
        Outcome = step.Outcome,
        Summary = step.What,
        Failure = step.Failure,
        Started = step.Outcome == "not-run" ? null : start.AddSeconds(step.Start),
        DurationMs = (long)(step.Seconds * 1000),
        InputsSha256 = step.Outcome == "not-run" ? null : "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Published = step.Outcome == "changed" ? [$"{step.Id}_id"] : [],
        Files = step.Files,
        BudgetMs = (long?)(step.Budget * 1000),
    };

    private static StepResult ResultOf(Planned step) => new()
    {
        Step = step.Id,
        Module = ModuleOf(step),
        Outcome = Enum.TryParse<StepOutcome>(step.Outcome.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var outcome) ? outcome : StepOutcome.Failed,
        Summary = step.What,
        Failure = step.Failure,
        Duration = TimeSpan.FromSeconds(step.Seconds),
    };

    private static string ModuleOf(Planned step) => $"platform/onprem/{step.Id}";

    private static string ToolOf(Planned step) => step.Id.Contains("image", StringComparison.Ordinal) ? "packer 1.6.6" : step.Id.Contains("config", StringComparison.Ordinal) ? "ansible 2.14.18" : "terraform 1.11.4";

    private sealed record Planned(string Id, string Outcome, string What, double Start, double Seconds, string[] Needs, string? Failure, string Output, string Errors)
    {
        public IReadOnlyList<RecordedFile> Files { get; set; } = [];

        public double? Budget { get; init; }
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
