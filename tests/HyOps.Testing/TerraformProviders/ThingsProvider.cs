using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace HyOps.Testing.TerraformProviders;

/// <summary>
/// A Terraform provider whose objects a test can change behind Terraform's back: what Terraform has built in never drifts. It speaks the plugin
/// protocol 6 (https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol) on a Unix socket, and Terraform is led there by
/// <c>TF_REATTACH_PROVIDERS</c>, so that nothing is downloaded. Its one resource, <c>things_thing</c>, has a <c>name</c>, a <c>size</c> and a
/// sensitive <c>token</c>.
/// </summary>
public sealed class ThingsProvider : IAsyncDisposable
{
    /// <summary>Where Terraform is told that it comes from.</summary>
    public const string Source = "hyops/things";

    private const int FrameHead = 5;
    private readonly ConcurrentDictionary<string, JsonObject> things = new(StringComparer.Ordinal);
    private readonly TempFolder folder = new("provider");
    private readonly WebApplication application;

    private ThingsProvider()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Socket, listen => listen.Protocols = HttpProtocols.Http2));
        application = builder.Build();
        application.Run(AnswerAsync);
    }

    /// <summary>The value of <c>TF_REATTACH_PROVIDERS</c>.</summary>
    public string Reattach => new JsonObject
    {
        [Source] = new JsonObject
        {
            ["Protocol"] = "grpc",
            ["ProtocolVersion"] = 6,
            ["Pid"] = Environment.ProcessId,
            ["Test"] = true,
            ["Addr"] = new JsonObject { ["Network"] = "unix", ["String"] = Socket },
        },
    }.ToJsonString();

    /// <summary>What a stack says to use it.</summary>
    public static string Required => $$"""
        terraform {
          required_providers {
            things = { source = "{{Source}}" }
          }
        }
        """;

    private string Socket => folder.At("s");

    /// <summary>Starts one.</summary>
    public static async Task<ThingsProvider> StartAsync()
    {
        var provider = new ThingsProvider();
        await provider.application.StartAsync();
        return provider;
    }

    /// <summary>Changes an object, as somebody would at a portal.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">Its new value.</param>
    public void Change(string name, string attribute, string value)
    {
        var changed = (JsonObject)things[name].DeepClone();
        changed[attribute] = value;
        things[name] = changed;
    }

    /// <summary>Removes an object, as somebody would at a portal.</summary>
    /// <param name="name">Its name.</param>
    public void Remove(string name) => things.TryRemove(name, out _);

    /// <summary>An object's attribute; null where it has none, or is not there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attribute">The attribute.</param>
    public string? Value(string name, string attribute) => things.TryGetValue(name, out var thing) ? (string?)thing[attribute] : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var known = Answer(context.Request.Path.Value!, body.ToArray());
        context.Response.ContentType = "application/grpc";
        if (known is { } answer)
        {
            var frame = new byte[FrameHead + answer.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), answer.Length);
            answer.CopyTo(frame, FrameHead);
            await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        }

        // 12 is "unimplemented": the client goes on without.
        context.Response.AppendTrailer("grpc-status", known is null ? "12" : "0");
    }

    private byte[]? Answer(string path, byte[] frame)
    {
        if (!path.StartsWith("/tfplugin6.Provider/", StringComparison.Ordinal))
        {
            return null;
        }

        var request = ProtobufMessage.Read(frame.AsSpan(Math.Min(FrameHead, frame.Length)));
        return path[(path.LastIndexOf('/') + 1)..] switch
        {
            "GetProviderSchema" => Schema().ToArray(),
            "ValidateProviderConfig" or "ValidateResourceConfig" or "ConfigureProvider" or "StopProvider" => [],
            "UpgradeResourceState" => new ProtobufMessage().With(1, Json(ProtobufMessage.Read(request[3])[1])).ToArray(),
            "ReadResource" => Found(Object(request[2])),
            "PlanResourceChange" => new ProtobufMessage().With(1, request[3]).ToArray(),
            "ApplyResourceChange" => Applied(Object(request[2]), Object(request[3]), request[3]),
            _ => null,
        };
    }

    private byte[] Found(JsonObject? state)
    {
        var found = state is not null && things.TryGetValue((string)state["name"]!, out var thing) ? thing.ToJsonString() : "null";
        return new ProtobufMessage().With(1, Json(System.Text.Encoding.UTF8.GetBytes(found))).ToArray();
    }

    private byte[] Applied(JsonObject? before, JsonObject? planned, byte[] plannedValue)
    {
        if (planned is null)
        {
            things.TryRemove((string)before!["name"]!, out _);
        }
        else
        {
            things[(string)planned["name"]!] = planned;
        }

        return new ProtobufMessage().With(1, plannedValue).ToArray();
    }

    private static JsonObject? Object(byte[] value) => ProtobufMessage.Read(value).TryGetValue(1, out var bytes) ? MessagePackObject.Read(bytes) : null;

    private static ProtobufMessage Json(byte[] value) => new ProtobufMessage().With(2, value);

    private static ProtobufMessage Schema() => new ProtobufMessage()
        .With(1, new ProtobufMessage().With(2, new ProtobufMessage()))
        .With(2, new ProtobufMessage().With(1, "things_thing").With(2, new ProtobufMessage().With(2, new ProtobufMessage()
            .With(2, Attribute("name", required: true, sensitive: false))
            .With(2, Attribute("size", required: false, sensitive: false))
            .With(2, Attribute("token", required: false, sensitive: true)))));

    private static ProtobufMessage Attribute(string name, bool required, bool sensitive) =>
        new ProtobufMessage().With(1, name).With(2, "\"string\"").With(required ? 4 : 5, value: true).With(7, sensitive);
}
