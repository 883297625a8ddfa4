using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.World;

namespace HyOps.Cli.Hosting;

/// <summary>The one JSON document of a call. Apart from <see cref="Invocation"/>, so that a call without one loads no serializer.</summary>
internal static class JsonAnswer
{
    // Names and paths stay readable; the document goes to a terminal or a file, never into HTML.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it, with <c>ok</c> before its fields.</summary>
    internal static void Write(Surroundings world, JsonObject document, ExitCode code)
    {
        document.Insert(0, "ok", code is ExitCode.Ok);
        Write(world, document);
    }

    /// <summary>Writes it as it is.</summary>
    internal static void Write(Surroundings world, JsonObject document) => world.Terminal.Out.Write(document.ToJsonString(Readable) + "\n");
}
