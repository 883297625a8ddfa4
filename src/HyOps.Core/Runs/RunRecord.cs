using System.Text.Json.Serialization;
using HyOps.Core.Drivers;

namespace HyOps.Core.Runs;

/// <summary>
/// <c>record.json</c>: what a run did, for people who read it months later. Names, digests and masked texts only; no secret.
/// Written as JSON with snake_case names; times in UTC, durations in milliseconds, digests as lower-case hex of SHA-256.
/// A list that the JSON lacks is empty, whoever wrote it.
/// </summary>
public sealed record RunRecord
{
    /// <summary>The format that this is: <c>hyops-run/1</c>.</summary>
    public string Format { get; init; } = "hyops-run/1";

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The phase's or verb's word.</summary>
    public required string Verb { get; init; }

    /// <summary><c>destroy</c> where the steps were removed; null where they were brought up.</summary>
    public string? Action { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Its tier.</summary>
    public string? Tier { get; init; }

    /// <summary>The execution plane that the environment asks for.</summary>
    public string? ExecutionPlane { get; init; }

    /// <summary>Who ran it.</summary>
    public required string Operator { get; init; }

    /// <summary>Where it ran.</summary>
    public required string Host { get; init; }

    /// <summary>The process that it was, and on which start of which machine: what proves later that it is gone.</summary>
    public RecordedProcess? Process { get; init; }

    /// <summary>The version of HyOps.</summary>
    public required string HyopsVersion { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took; 0 while it runs.</summary>
    public long DurationMs { get; init; }

    /// <summary>The exit code; null while it runs, and for ever where it was killed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What stopped it before or beside its steps.</summary>
    public RecordedError? Error { get; init; }

    /// <summary>The commit of the project, where it is a git checkout.</summary>
    public RecordedCommit? Git { get; init; }

    /// <summary>Tool versions by tool.</summary>
    public IReadOnlyDictionary<string, string> Tools { get; init => field = value ?? new SortedDictionary<string, string>(StringComparer.Ordinal); } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What every guardrail said.</summary>
    public IReadOnlyList<RecordedVerdict> Guardrails { get; init => field = value ?? []; } = [];

    /// <summary>The rules that the operator set aside, each with the reason.</summary>
    public IReadOnlyList<RecordedOverride> Overrides { get; init => field = value ?? []; } = [];

    /// <summary>The authority that was opened; null where none was.</summary>
    public RecordedAuthority? Authority { get; init; }

    /// <summary>The break-glass file that was opened, or was about to be; null where none was.</summary>
    public RecordedBreakGlass? BreakGlass { get; init; }

    /// <summary>The shared lease that the run held; null where the environment has none.</summary>
    public RecordedLease? Lease { get; init; }

    /// <summary>The secrets that the steps were given, by name.</summary>
    public IReadOnlyList<RecordedSecret> Secrets { get; init => field = value ?? []; } = [];

    /// <summary>The steps, in plan order.</summary>
    public IReadOnlyList<RecordedStep> Steps { get; init => field = value ?? []; } = [];

    /// <summary>The search for secrets in all that the run left; null where it did not come to its steps.</summary>
    public RecordedLeakSearch? LeakSearch { get; init; }

    /// <summary>What the end of a bootstrap made of the mapped keys in the authority.</summary>
    public IReadOnlyList<RecordedSeed> Seeded { get; init => field = value ?? []; } = [];

    /// <summary>The sealed plan that the run made or applied; null where it did neither.</summary>
    public RecordedSealedPlan? Plan { get; init; }

    /// <summary>What the recovery took; null in a run of another phase, or one that did not come to its end.</summary>
    public RecordedRecovery? Recovery { get; init; }

    /// <summary>The end of the hash chain over <c>events.jsonl</c>.</summary>
    public required RecordedChain Events { get; init; }

    /// <summary>Every other file of the record, as it was when the run ended; empty while it runs.</summary>
    public IReadOnlyList<RecordedFile> Files { get; init => field = value ?? []; } = [];

    /// <summary>Who signed the record; null where nobody was asked to.</summary>
    public RecordedSignature? Signature { get; init; }
}

/// <summary>A signature of the record's manifest.</summary>
/// <param name="With">The program: <c>gpg</c> or <c>ssh-keygen</c>.</param>
/// <param name="Key">The key, as the environment names it: a fingerprint, or a file.</param>
public sealed record RecordedSignature(string With, string Key)
{
    /// <summary>The name under which verifiers know an SSH key.</summary>
    public string? Identity { get; init; }

    /// <summary>Why there is none after all; null where there is one.</summary>
    public string? Failure { get; init; }
}

/// <summary>The process of a run.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Host">The machine's whole name, as its locks name it; null where the system does not tell.</param>
/// <param name="BootId">Another after each start of the machine; null where the system does not tell.</param>
/// <param name="Namespace">The process namespace: a container has its own; null where the system does not tell.</param>
public sealed record RecordedProcess(int Id, string? Host, string? BootId, string? Namespace);

/// <summary>An error, as shown.</summary>
/// <param name="Message">What failed.</param>
/// <param name="NextStep">What to do.</param>
public sealed record RecordedError(string Message, string? NextStep);

/// <summary>The state of the project's checkout.</summary>
/// <param name="Commit">The commit's full hash.</param>
/// <param name="Dirty">Whether files differed from it.</param>
public sealed record RecordedCommit(string Commit, bool Dirty);

/// <summary>A guardrail's verdict.</summary>
/// <param name="Guardrail">Its name.</param>
/// <param name="Allowed">What it said.</param>
/// <param name="Reason">Why.</param>
public sealed record RecordedVerdict(string Guardrail, bool Allowed, string Reason);

/// <summary>A rule that the operator set aside.</summary>
/// <param name="Kind">The option: <c>allow-shell</c>, <c>secrets-from</c>, <c>allow-destroy</c>, <c>break-glass</c>.</param>
/// <param name="Keys">The keys or addresses that it is about.</param>
/// <param name="Reason">Why, in the operator's words.</param>
public sealed record RecordedOverride(string Kind, IReadOnlyList<string> Keys, string Reason);

/// <summary>An authority that was opened.</summary>
/// <param name="Kind">Its kind: <c>azure-key-vault</c>.</param>
/// <param name="Address">Its address.</param>
/// <param name="CorrelationId">What its audit log calls this run: the run's id.</param>
public sealed record RecordedAuthority(string Kind, string Address, string CorrelationId);

/// <summary>A break-glass file.</summary>
/// <param name="File">The file, relative to the project's root.</param>
/// <param name="FileSha256">Its digest; null where it was not there.</param>
/// <param name="Runbook">The runbook that allowed it.</param>
/// <param name="RunbookSha256">The digest of what the runbook said then.</param>
public sealed record RecordedBreakGlass(string File, string? FileSha256, string Runbook, string? RunbookSha256);

/// <summary>The shared lease of a run.</summary>
/// <param name="Kind">Its kind: <c>postgres</c>.</param>
/// <param name="Fence">The fencing number: greater in every later run.</param>
/// <param name="Lost">Why it was lost before the run's end; null where it was kept.</param>
public sealed record RecordedLease(string Kind, long Fence, string? Lost)
{
    /// <summary>The copy of the recovery's journal that is kept beside the lease; null where none is.</summary>
    public RecordedJournalCopy? Journal { get; init; }
}

/// <summary>A copy of a recovery's journal.</summary>
/// <param name="Place">Where it is kept: <c>PostgreSQL db.example.org:5432/hyops</c>.</param>
/// <param name="Lines">How many lines the journal has.</param>
/// <param name="Kept">How many of them are there.</param>
public sealed record RecordedJournalCopy(string Place, int Lines, int Kept)
{
    /// <summary>Why lines were missing there for the first time; null where they never were.</summary>
    public string? Failure { get; init; }
}

/// <summary>A sealed plan that a run made or applied.</summary>
/// <param name="Action"><c>made</c> or <c>applied</c>.</param>
/// <param name="PlanId">The plan's id: the one of the run that made it.</param>
/// <param name="Phase">The phase that it is of.</param>
public sealed record RecordedSealedPlan(string Action, string PlanId, string Phase)
{
    /// <summary>Who asked for it.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Who approved it, as said with <c>--approve</c>.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When it ceases to be good.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The digest of the sealed file; null where nothing was sealed.</summary>
    public string? SealedSha256 { get; init; }
}

/// <summary>A mapped key after a bootstrap.</summary>
/// <param name="Name">The key.</param>
/// <param name="AuthorityName">The secret in the authority.</param>
/// <param name="Outcome">What became of it there.</param>
/// <param name="Version">The version that was made; null where none was.</param>
public sealed record RecordedSeed(string Name, string AuthorityName, string Outcome, string? Version);

/// <summary>A secret that steps were given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where it came from: <c>bundle</c>, <c>shell</c>, <c>break-glass</c>, or the authority's kind: <c>azure-key-vault</c>.</param>
/// <param name="Fingerprint">HMAC-SHA256 under a key of this run alone, which is not kept: equal values look equal within this record, and nothing more can be learned.</param>
/// <param name="Steps">The steps that were given it.</param>
public sealed record RecordedSecret(string Name, string Source, string Fingerprint, IReadOnlyList<string> Steps)
{
    /// <summary>The secret's name in the authority, where it came from there.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>The version that the authority gave.</summary>
    public string? Version { get; init; }
}

/// <summary>A step.</summary>
public sealed record RecordedStep
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>The digest of the inputs that it ran with, wired values included; null where it did not run.</summary>
    public string? InputsSha256 { get; init; }

    /// <summary>Its tool with the version.</summary>
    public required string Tool { get; init; }

    /// <summary>Its outcome: <c>unchanged | changed | failed | unreachable | interrupted | lock-left | state-unsaved | refused | not-run</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What it did, in a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>Why it did not succeed.</summary>
    public string? Failure { get; init; }

    /// <summary>What it left behind, where it keeps a state and did not end well.</summary>
    public StepForensics? Forensics { get; init; }

    /// <summary>When it started; null where it did not.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it took.</summary>
    public long DurationMs { get; init; }

    /// <summary>The outputs that it published, by name.</summary>
    public IReadOnlyList<string> Published { get; init => field = value ?? []; } = [];

    /// <summary>The outputs that were held back, by name.</summary>
    public IReadOnlyList<string> Withheld { get; init => field = value ?? []; } = [];

    /// <summary>What its plan would do and what the plan policy said; null where its tool makes none.</summary>
    public RecordedPlan? Plan { get; init; }

    /// <summary>What its probe measured, by name.</summary>
    public IReadOnlyDictionary<string, string>? Measured { get; init; }

    /// <summary>How long it should have taken; null where nothing is said.</summary>
    public long? BudgetMs { get; init; }

    /// <summary>Its files in the record.</summary>
    public IReadOnlyList<RecordedFile> Files { get; init => field = value ?? []; } = [];
}

/// <summary>A file of the record.</summary>
/// <param name="Path">Relative to the record's directory.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its digest.</param>
public sealed record RecordedFile(string Path, long Bytes, string Sha256);

/// <summary>The end of the hash chain.</summary>
/// <param name="Count">How many events there are.</param>
/// <param name="Sha256">The hash of the last line.</param>
public sealed record RecordedChain(int Count, string Sha256);

/// <summary>JSON for <see cref="RunRecord"/>, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(IReadOnlyList<RecordedFile>))]
public sealed partial class RunRecordJson : JsonSerializerContext;
