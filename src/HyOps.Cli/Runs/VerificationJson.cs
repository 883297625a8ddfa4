using System.Text.Json.Nodes;
using HyOps.Engine.Runs.Verification;

namespace HyOps.Cli.Runs;

/// <summary>A verdict on a record as JSON.</summary>
internal static class VerificationJson
{
    internal static JsonObject Of(RecordVerification verification) => new()
    {
        ["run_id"] = verification.Id.Value,
        ["state"] = verification.State.ToString().ToLowerInvariant(),
        ["exit_code"] = (int)verification.ExitCode,
        ["events"] = verification.Events,
        ["files"] = verification.Files,
        ["signed_by"] = verification.SignedBy,
        ["directory"] = verification.Directory,
        ["findings"] = new JsonArray([.. verification.Findings.Select(Of)]),
    };

    private static JsonNode Of(RecordFinding finding) => new JsonObject
    {
        ["kind"] = finding.Kind.ToString().ToLowerInvariant(),
        ["file"] = finding.File,
        ["line"] = finding.Line,
        ["offset"] = finding.Offset,
        ["what"] = finding.What,
    };
}
