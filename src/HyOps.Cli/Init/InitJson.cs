using System.Text.Json.Nodes;
using HyOps.Engine.Init;
using HyOps.Presentation.Init;

namespace HyOps.Cli.Init;

/// <summary>What <c>init</c> did as JSON. No value of a secret is in it.</summary>
internal static class InitJson
{
    internal static JsonObject Of(InitResult result) => new()
    {
        ["target"] = result.Target,
        ["environment"] = result.Environment,
        ["status"] = InitWords.LabelOf(result.Outcome),
        ["exit_code"] = (int)result.ExitCode,
        ["run_id"] = result.RunId.Value,
        ["paths"] = new JsonObject { ["config"] = result.Paths.Config, ["credentials"] = result.Paths.Credentials, ["marker"] = result.Paths.Marker },
        ["credentials"] = InitWords.LabelOf(result.Credentials),
        ["fields"] = new JsonArray([.. result.Fields.Select(Of)]),
        ["context"] = new JsonObject(result.Context.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value))),
        ["notices"] = new JsonArray([.. result.Notices.Select(notice => (JsonNode)notice)]),
        ["next_step"] = result.NextStep,
    };

    private static JsonObject Of(InitField one) => new()
    {
        ["name"] = one.Name,
        ["secret"] = one.IsSecret,
        ["source"] = one.Source,
        ["problem"] = one.Problem,
        ["fix"] = one.Fix,
    };
}
