using System.Net.Http.Headers;
using System.Reflection;
using HyOps.Core.Runs;

namespace HyOps.Engine.Tracing;

/// <summary>Sends the trace of a run to a collector, once, at its end. It never fails a run: what went wrong is told.</summary>
/// <param name="services">What it stands on.</param>
/// <param name="configured">telemetry.otlp of environment.yml.</param>
internal sealed class TraceExport(EngineServices services, Uri? configured)
{
    private const string Stage = "traces";
    private readonly OtlpSettings? settings = OtlpSettings.From(services.World, configured);

    /// <summary>Registers what must not be seen of the settings: before anything starts that could print it.</summary>
    public void Register() => services.Masker.Register(settings?.Headers.Select(header => header.Value) ?? []);

    /// <summary>Sends it, where somebody asks for traces and the caller's trace is recorded.</summary>
    /// <param name="record">The run, with its exit code.</param>
    /// <param name="trace">Its ids.</param>
    /// <param name="observer">Told how it went.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SendAsync(RunRecord record, RunTrace trace, IRunObserver observer, CancellationToken cancellationToken)
    {
        if (settings is null || !trace.Sampled)
        {
            return;
        }

        var spans = RunSpans.Of(record, trace, services.Masker.Mask);
        var failure = settings.Problem ?? await PostAsync(settings, OtlpMessage.Of(trace.TraceId, settings.Resource, Version, spans), cancellationToken).ConfigureAwait(false);
        var place = settings is { Endpoint: { UserInfo: "" } endpoint } ? $" to {endpoint.GetLeftPart(UriPartial.Path)}" : "";
        observer.On(new StageDone(Stage, services.Masker.Mask(failure is null ? $"{spans.Count} spans{place}, trace {trace.TraceId}" : $"not exported{place}: {failure}")));
    }

    private static string Version => typeof(TraceExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private async Task<string?> PostAsync(OtlpSettings to, byte[] message, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(to.Timeout, services.World.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var connections = services.Connections();
            using var client = new HttpClient(connections, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
            using var request = new HttpRequestMessage(HttpMethod.Post, to.Endpoint) { Content = new ByteArrayContent(message) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            foreach (var (name, value) in to.Headers)
            {
                if (!request.Headers.TryAddWithoutValidation(name, value.Reveal()))
                {
                    return $"{name} is no header that can be sent";
                }
            }

            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : $"the collector answered {(int)answer.StatusCode} {answer.ReasonPhrase}";
        }
        catch (OperationCanceledException)
        {
            return $"the collector did not answer within {to.Timeout.TotalSeconds:0.#} s";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
