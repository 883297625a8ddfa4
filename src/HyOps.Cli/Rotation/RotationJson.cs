using System.Text.Json.Nodes;
using HyOps.Cli.Phases;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Rotation;

namespace HyOps.Cli.Rotation;

/// <summary>A rotation as JSON: names and versions, no value.</summary>
internal static class RotationJson
{
    internal static JsonObject Of(RotationResult result, bool isPlan) => new()
    {
        ["environment"] = result.Environment,
        ["authority"] = result.Authority.AbsoluteUri,
        ["plan"] = isPlan,
        ["run_id"] = result.RunId?.Value,
        ["record"] = result.RecordDirectory,
        ["leaks"] = LeaksJson.Of(result.Leaks),
        ["keys"] = new JsonArray([.. result.Keys.Select(Of)]),
    };

    private static JsonObject Of(RotatedKey key) => new()
    {
        ["key"] = key.Plan.Key.Value,
        ["secret"] = key.Plan.Row?.Reference.Name,
        ["current_version"] = key.Plan.Current?.Version,
        ["generated"] = key.Plan.Spec.Generate,
        ["stage"] = key.State is null ? null : RotationWords.Of(key.State.Stage),
        ["old_version"] = key.State?.OldVersion,
        ["new_version"] = key.State?.NewVersion,
        ["failure"] = key.Failure,
        ["consumers"] = new JsonArray([.. key.Plan.Consumers.Select(Of)]),
        ["obstacles"] = new JsonArray([.. key.Plan.Obstacles.Select(obstacle => new JsonObject { ["message"] = $"{obstacle.Key} {obstacle.Message}", ["fix"] = obstacle.Fix })]),
    };

    private static JsonObject Of(RotationConsumer consumer) => new()
    {
        ["kind"] = RotationWords.Of(consumer.Kind),
        ["name"] = consumer.Name,
        ["module"] = consumer.Module,
        ["phase"] = consumer.Phase is { } phase ? PhaseNames.Of(phase) : null,
        ["action"] = consumer.Action,
        ["status"] = consumer.Status.ToString().ToLowerInvariant(),
        ["detail"] = consumer.Detail,
        ["fix"] = consumer.Fix,
    };
}
