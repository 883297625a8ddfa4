using System.Globalization;
using HyOps.Core.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>One run record, for a person: who, where, with what, which steps and outcomes, which secrets by name.</summary>
public static class RecordView
{
    private const int LabelWidth = 13;

    /// <summary>Writes the record.</summary>
    /// <param name="screen">Where to: standard output, as it is data.</param>
    /// <param name="verification">What a look at every byte of it gave.</param>
    /// <param name="record">The record.</param>
    public static void Write(Screen screen, RecordVerification verification, RunRecord record)
    {
        WriteHead(screen, verification, record);
        WriteSteps(screen, record);
        WriteGuardrails(screen, record);
        WriteOverrides(screen, record);
        WriteSecrets(screen, record);
        if (record.Error is { } error)
        {
            screen.WriteLine();
            NextStep.Write(screen, $"stopped: {error.Message}", error.NextStep, TextStyle.Bad);
        }
    }

    private static void WriteHead(Screen screen, RecordVerification verification, RunRecord record)
    {
        var ended = RecordWords.Ended(record);
        screen.WriteLine(Foreign.Line(record.RunId), TextStyle.Strong);
        WriteFact(screen, "ended", screen.Paint(ended.Text, ended.Style));
        WriteFact(screen, "action", Foreign.Line(record.Action ?? ""));
        WriteFact(screen, "environment", Foreign.Line(record.Tier is null ? record.Environment : $"{record.Environment} ({record.Tier})"));
        WriteFact(screen, "started", record.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        WriteFact(screen, "time", record.ExitCode is null ? "" : Elapsed.Of(TimeSpan.FromMilliseconds(record.DurationMs)));
        WriteFact(screen, "operator", Foreign.Line($"{record.Operator} on {record.Host}"));
        WriteFact(screen, "hyops", Foreign.Line(record.HyopsVersion));
        WriteFact(screen, "tools", Foreign.Line(string.Join(", ", record.Tools.Select(tool => $"{tool.Key} {tool.Value}"))));
        WriteFact(screen, "commit", record.Git is { } git ? Foreign.Line(git.Commit) + (git.Dirty ? " (with local changes)" : "") : "");
        WriteFact(screen, "authority", record.Authority is { } authority ? Foreign.Line($"{authority.Kind} {authority.Address}, which knows this run as {authority.CorrelationId}") : "");
        WriteFact(screen, "plan", record.Plan is { } plan ? Foreign.Line($"{plan.Action} {plan.PlanId} of {plan.Phase}{(plan.ApprovedBy is null ? "" : $", approved by {plan.ApprovedBy}")}") : "");
        WriteFact(screen, "record", Foreign.Line(verification.Directory));
        WriteFact(screen, "evidence", screen.Paint(Foreign.Line(verification.Words), VerificationView.StyleOf(verification.State)));
    }

    private static void WriteSteps(Screen screen, RunRecord record)
    {
        if (record.Steps.Count == 0)
        {
            return;
        }

        var table = new Columns("step", "module", "tool", "outcome", "what", "time");
        foreach (var step in record.Steps)
        {
            table.Add(
                step.Id, step.Module, step.Tool, new Cell(step.Outcome, RecordWords.StyleOfOutcome(step.Outcome)), step.Failure ?? step.Summary,
                step.Started is null ? "" : Elapsed.Of(TimeSpan.FromMilliseconds(step.DurationMs)));
        }

        screen.WriteLine();
        table.Write(screen, indent: 2);
        foreach (var step in record.Steps.Where(step => step.Plan is not null))
        {
            screen.WriteLine();
            screen.WriteLine($"plan of {step.Id}: {PlanFindings.Looked(step.Plan!)}");
            PlanFindings.Write(screen, step.Plan!, withRefused: true);
        }
    }

    private static void WriteGuardrails(Screen screen, RunRecord record)
    {
        var refused = record.Guardrails.Where(verdict => !verdict.Allowed).ToList();
        if (record.Guardrails.Count == 0)
        {
            return;
        }

        screen.WriteLine();
        screen.WriteLine($"guardrails: {record.Guardrails.Count} asked, {(refused.Count == 0 ? "none refused" : $"{refused.Count} refused")}");
        refused.ForEach(verdict => screen.WriteLine($"  {verdict.Guardrail}: {Foreign.Line(verdict.Reason)}", TextStyle.Bad));
    }

    private static void WriteOverrides(Screen screen, RunRecord record)
    {
        foreach (var rule in record.Overrides)
        {
            screen.WriteLine(Foreign.Line($"  set aside by --{rule.Kind} {string.Join(' ', rule.Keys)}: {rule.Reason}"), TextStyle.Warning);
        }
    }

    private static void WriteSecrets(Screen screen, RunRecord record)
    {
        if (record.Secrets.Count == 0)
        {
            return;
        }

        screen.WriteLine();
        var table = new Columns("secret", "source", "given to");
        foreach (var secret in record.Secrets)
        {
            table.Add(secret.Name, SourceOf(secret), string.Join(", ", secret.Steps));
        }

        table.Write(screen, indent: 2);
    }

    private static string SourceOf(RecordedSecret secret) => secret.AuthorityName is null ? secret.Source : $"{secret.Source} {secret.AuthorityName}@{secret.Version}";

    private static void WriteFact(Screen screen, string label, string value)
    {
        if (value.Length > 0)
        {
            screen.WriteLine($"  {screen.Paint(label.PadRight(LabelWidth), TextStyle.Quiet)}{value}");
        }
    }
}
