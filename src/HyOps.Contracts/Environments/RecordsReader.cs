using System.Text.RegularExpressions;
using HyOps.Contracts.Reading;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads records: and telemetry: of environment.yml.</summary>
internal static partial class RecordsReader
{
    private static readonly Dictionary<string, SigningProgram> Programs = new() { ["gpg"] = SigningProgram.Gpg, ["ssh-keygen"] = SigningProgram.SshKeygen };

    public static RecordSettings Read(MapReader? records, ProblemList problems)
    {
        if (records is null)
        {
            return new RecordSettings();
        }

        var settings = new RecordSettings
        {
            Keep = DurationReader.Read(records, "keep", problems),
            KeepLast = records.Integer("keep_last", 1, 100_000),
            KeepFailed = DurationReader.Read(records, "keep_failed", problems),
            Sign = ReadSigning(records.Section("sign"), problems),
        };
        records.RejectUnknown();
        return settings;
    }

    /// <summary>telemetry.otlp: where traces go. Plain http is for a collector beside us; nothing secret is in a trace.</summary>
    public static Uri? ReadTelemetry(MapReader? telemetry, ProblemList problems)
    {
        if (telemetry is null)
        {
            return null;
        }

        var text = telemetry.Text("otlp", required: true);
        telemetry.RejectUnknown();
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "", Query: "", Fragment: "" }))
        {
            return text is null ? null : new Uri(text);
        }

        problems.Error(
            ProblemCodes.BadValue, telemetry.LocationOf("otlp"), $"{telemetry.PathOf("otlp")} is not an http or https address without user, query and fragment",
            "Write the collector's base address, to which /v1/traces is added: http://127.0.0.1:4318.", telemetry.PathOf("otlp"));
        return null;
    }

    private static RecordSigning? ReadSigning(MapReader? sign, ProblemList problems)
    {
        if (sign is null)
        {
            return null;
        }

        var with = sign.Choice("with", Programs, required: true);
        var key = sign.Text("key", required: true);
        var identity = sign.Text("identity", required: with is SigningProgram.SshKeygen);
        sign.RejectUnknown();
        if (with is null || key is null)
        {
            return null;
        }

        if (with is SigningProgram.Gpg ? Fingerprint().IsMatch(key) : Path.IsPathRooted(key) || key.StartsWith("~/", StringComparison.Ordinal))
        {
            return new RecordSigning(with.Value, key, identity);
        }

        problems.Error(
            ProblemCodes.BadValue, sign.LocationOf("key"), $"{sign.PathOf("key")} is no {(with is SigningProgram.Gpg ? "whole fingerprint" : "absolute path")}",
            with is SigningProgram.Gpg ? "Write all its 40 or 64 hex digits, without spaces: gpg --list-secret-keys shows them." : "Write the key's file as /path/to/key or ~/path/to/key.",
            sign.PathOf("key"));
        return null;
    }

    [GeneratedRegex(@"\A([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Fingerprint();
}
