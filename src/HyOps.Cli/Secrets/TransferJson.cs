using System.Text.Json.Nodes;
using HyOps.Core.Authorities;
using HyOps.Engine.Secrets.Drift;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary>Answers about bundle and authority as JSON. Never a value, nor anything made of one.</summary>
internal static class TransferJson
{
    internal static JsonObject Of(OpenedAuthority opened, SyncResult result, bool dryRun)
    {
        var document = Head(opened, result.Authority);
        document["dry_run"] = dryRun;
        document["written"] = result.Written;
        document["keys"] = new JsonArray([.. result.Keys.Select(key => Row(key.Name.Value, key.Reference, key.Outcome.ToString().ToLowerInvariant(), key.Version, key.Problem, key.Fix))]);
        document["notices"] = SecretsJson.Of(result.Notices);
        return document;
    }

    internal static JsonObject Of(OpenedAuthority opened, PushResult result, bool dryRun)
    {
        var document = Head(opened, result.Authority);
        document["dry_run"] = dryRun;
        document["keys"] = new JsonArray([.. result.Keys.Select(key => Row(key.Name.Value, key.Reference, WordOf(key.Outcome), key.Version, key.Problem, key.Fix))]);
        return document;
    }

    internal static JsonObject Of(OpenedAuthority opened, DriftReport report)
    {
        var document = Head(opened, report.Authority);
        document["drift"] = report.HasDrift;
        document["keys"] = new JsonArray([.. report.Keys.Select(Row)]);
        document["unmapped"] = report.Unmapped;
        document["break_glass_not_read"] = report.BreakGlassNotRead?.Reason;
        document["break_glass_fix"] = report.BreakGlassNotRead?.Fix;
        return document;
    }

    private static JsonObject Head(OpenedAuthority opened, Uri authority) => new()
    {
        ["environment"] = opened.Chosen.Environment.Name.Value,
        ["run_id"] = opened.Id.Value,
        ["bundle"] = opened.Secrets.Store.FilePath,
        ["authority"] = authority.ToString(),
        ["map"] = opened.Chosen.Environment.SecretMap.Shown,
    };

    private static JsonObject Row(string key, SecretReference reference, string outcome, string? version, string? problem, string? fix) => new()
    {
        ["key"] = key,
        ["secret"] = reference.ToString(),
        ["outcome"] = outcome,
        ["version"] = version,
        ["problem"] = problem,
        ["fix"] = fix,
    };

    private static JsonObject Row(DriftKey key) => new()
    {
        ["key"] = key.Name.Value,
        ["secret"] = key.Reference.ToString(),
        ["state"] = DriftView.WordOf(key.State),
        ["break_glass"] = key.BreakGlass is null ? null : DriftView.WordOf(key.BreakGlass),
        ["problem"] = key.Problem,
        ["fix"] = key.Fix,
    };

    private static string WordOf(PushOutcome outcome) => outcome is PushOutcome.NotInBundle ? "not-in-bundle" : outcome.ToString().ToLowerInvariant();
}
