namespace HyOps.Engine.Preflight;

/// <summary>Passes requests on as they are, and notes what each answer says the time is.</summary>
/// <param name="times">Takes the times.</param>
/// <param name="inner">Sends.</param>
internal sealed class DateWatch(ServerTimes times, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        times.Note(request.RequestUri?.Host ?? "", response.Headers.Date);
        return response;
    }
}
