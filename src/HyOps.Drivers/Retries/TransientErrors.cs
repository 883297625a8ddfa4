using System.Collections.Immutable;

namespace HyOps.Drivers.Retries;

/// <summary>
/// Errors that may be gone on the next try, by the words in which a tool tells them. What is not listed is not tried again: a wrong address or a
/// missing right does not get better by waiting.
/// </summary>
/// <param name="entries">What it is called, and the words that tell it.</param>
internal sealed class TransientErrors(params ImmutableArray<(string Name, string Words)> entries)
{
    /// <summary>Terraform's init and plan: the network of Go, backends and providers under load.</summary>
    public static TransientErrors Terraform { get; } = new(
        ("the connection was reset", "connection reset by peer"),
        ("the connection was refused", "connect: connection refused"),
        ("the connection was lost", "unexpected EOF"),
        ("the connection was lost", "\": EOF"),
        ("the connection was lost", "http2: client connection lost"),
        ("no answer in time", "Client.Timeout exceeded while awaiting headers"),
        ("no answer in time", "i/o timeout"),
        ("no answer in time", "TLS handshake timeout"),
        ("no answer in time", "context deadline exceeded"),
        ("the name server did not answer", "server misbehaving"),
        ("the name server did not answer", "Temporary failure in name resolution"),
        ("the backend failed", "giving up after"),
        ("the server failed", "502 Bad Gateway"),
        ("the server failed", "503 Service Unavailable"),
        ("the server failed", "504 Gateway Timeout"),
        ("the database is starting", "the database system is starting up"),
        ("too many requests", "429 Too Many Requests"),
        ("too many requests", "StatusCode=429"),
        ("too many requests", "ThrottlingException"),
        ("too many requests", "RequestLimitExceeded"),
        ("too many requests", "rateLimitExceeded"));

    /// <summary>Packer's init and validate: plugins come from the network. GitHub's rate limit is none: it lasts for minutes, and a token lifts it.</summary>
    public static TransientErrors Packer { get; } = new(
        ("the connection was reset", "connection reset by peer"),
        ("the connection was lost", "unexpected EOF"),
        ("no answer in time", "Client.Timeout exceeded while awaiting headers"),
        ("no answer in time", "i/o timeout"),
        ("no answer in time", "TLS handshake timeout"),
        ("the server failed", "502 Bad Gateway"),
        ("the server failed", "503 Service Unavailable"));

    /// <summary>Ansible's unreachable hosts: SSH to a machine that is still starting.</summary>
    public static TransientErrors Ansible { get; } = new(
        ("the connection was refused", "Connection refused"),
        ("the connection was reset", "Connection reset by peer"),
        ("the connection was closed", "kex_exchange_identification"),
        ("the connection was closed", "Connection closed by"),
        ("no answer in time", "Connection timed out"),
        ("no way to the host", "No route to host"),
        ("the name server did not answer", "Temporary failure in name resolution"));

    /// <summary>The words that tell them.</summary>
    public IEnumerable<string> Words => entries.Select(static entry => entry.Words);

    /// <summary>What the first of these errors is called; null where the text tells none.</summary>
    /// <param name="text">What the tool said. Terraform wraps its lines: a line's end may stand between any two words.</param>
    public string? Find(string text)
    {
        var said = string.Join(' ', text.Split(['\n', '\r', '│'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return entries.FirstOrDefault(entry => said.Contains(entry.Words, StringComparison.Ordinal)).Name;
    }
}
