using System.Text.Json.Serialization;

namespace HyOps.Engine.Runbooks;

/// <summary>An approval: <c>approvals/&lt;gate&gt;.json</c> in the record of the run that it is for, and no other.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Gate">The gate's id.</param>
/// <param name="Approver">Who approves.</param>
/// <param name="Reason">Why.</param>
/// <param name="Operator">The user under whom it was given.</param>
/// <param name="Given">When.</param>
public sealed record GateApproval(string Run, string Gate, string Approver, string Reason, string? Operator, DateTimeOffset Given);

/// <summary>JSON for <see cref="GateApproval"/>, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GateApproval))]
internal sealed partial class GateApprovalJson : JsonSerializerContext;
