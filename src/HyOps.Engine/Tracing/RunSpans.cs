using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Tracing;

/// <summary>A run's record as spans: the run, and each step that started. All texts are masked once more on their way out.</summary>
internal static class RunSpans
{
    public static IReadOnlyList<Span> Of(RunRecord record, RunTrace trace, Func<string, string> mask)
    {
        var root = new Span(trace.RootSpanId, trace.ParentSpanId, mask($"{record.Verb} of {record.Environment}"), record.Started, record.Started.AddMilliseconds(record.DurationMs))
        {
            Attributes =
            [
                new("hyops.run_id", record.RunId), new("hyops.environment", mask(record.Environment)), new("hyops.phase", record.Verb),
                new("hyops.tier", record.Tier ?? ""), new("hyops.exit_code", (long)(record.ExitCode ?? 0)),
            ],
            Error = record.ExitCode is (int)ExitCode.Ok ? null : mask(record.Error?.Message ?? FirstFailure(record) ?? $"exit code {record.ExitCode}"),
        };
        return [root, .. record.Steps.Where(step => step.Started is not null).Select(step => OfStep(record, step, trace, mask))];
    }

    private static Span OfStep(RunRecord record, RecordedStep step, RunTrace trace, Func<string, string> mask) =>
        new(trace.SpanIdOf(step.Id), trace.RootSpanId, mask(step.Id), step.Started!.Value, step.Started.Value.AddMilliseconds(step.DurationMs))
        {
            Attributes =
            [
                new("hyops.run_id", record.RunId), new("hyops.environment", mask(record.Environment)), new("hyops.phase", record.Verb), new("hyops.step", mask(step.Id)),
                new("hyops.module", mask(step.Module)), new("hyops.tool", mask(step.Tool)), new("hyops.outcome", step.Outcome), new("hyops.summary", mask(step.Summary)),
            ],
            Error = step.Outcome is "unchanged" or "changed" ? null : mask(step.Failure ?? step.Summary),
        };

    private static string? FirstFailure(RunRecord record) =>
        record.Steps.FirstOrDefault(step => step.Outcome is not ("unchanged" or "changed" or "not-run")) is { } step ? $"{step.Id}: {step.Outcome}" : null;
}
