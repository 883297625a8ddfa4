using System.Text.Json.Serialization;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>The files that a <c>step-finished</c> event names.</summary>
internal sealed record FinishedStepFiles(List<RecordedFile>? Files);

/// <summary>JSON for them, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FinishedStepFiles))]
internal sealed partial class EventFilesJson : JsonSerializerContext;
