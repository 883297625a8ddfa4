using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using HyOps.Core.Secrets;
using HyOps.Drivers.Terraform;

namespace HyOps.Engine.Preflight.States;

/// <summary>
/// A state in PostgreSQL (the <c>pg</c> backend). The server is asked whether it would speak TLS, which needs no login and leaves no trace:
/// https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL
/// </summary>
/// <param name="backend">Its settings.</param>
/// <param name="given">What the module's run would be given.</param>
internal sealed partial class PostgresState(TerraformBackend backend, SecretBundle given)
{
    private static readonly SecretName ConnectionString = SecretName.Parse("PG_CONN_STR");
    private static readonly byte[] TlsQuestion = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public async Task<StateSeen> LookAsync(CancellationToken cancellationToken)
    {
        // It may hold a password: nothing of it but host and port is ever shown.
        var text = backend.Setting("conn_str") ?? (given.TryGet(ConnectionString, out var value) && !value.IsEmpty ? value.Reveal() : null);
        if (text is null || ServerOf(text) is not var (host, port))
        {
            return StateSeen.NotLookedAt(text is null ? "the pg backend's conn_str is no literal of the stack, and the run is given no PG_CONN_STR" : "the pg backend's conn_str names no single TCP host");
        }

        var shown = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            return await AskAsync(host, port, limited.Token).ConfigureAwait(false)
                ? StateSeen.LockUnknown($"PostgreSQL answers at {shown}", "who holds PostgreSQL's advisory locks is only seen after a login")
                : StateSeen.Unreachable($"what answers at {shown} is not PostgreSQL", "correct host and port in conn_str");
        }
        catch (Exception failure) when (failure is SocketException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return StateSeen.Unreachable($"PostgreSQL at {shown} cannot be reached: {(failure is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : failure.Message)}", $"start it, or open the way: pg_isready -h {host} -p {port} shows the same");
        }
    }

    private static async Task<bool> AskAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
        var stream = connection.GetStream();
        await stream.WriteAsync(TlsQuestion, cancellationToken).ConfigureAwait(false);
        var answer = new byte[1];
        return await stream.ReadAsync(answer, cancellationToken).ConfigureAwait(false) == 1 && answer[0] is (byte)'S' or (byte)'N';
    }

    private static (string Host, int Port)? ServerOf(string text)
    {
        const int usual = 5432;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql")
        {
            return uri.Host.Length == 0 ? null : (uri.Host, uri.Port > 0 ? uri.Port : usual);
        }

        var host = HostWord().Match(text) is { Success: true } found ? found.Groups[1].Value : "";
        var port = PortWord().Match(text) is { Success: true } number ? int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : usual;
        return host.Length == 0 || host.StartsWith('/') || host.Contains(',', StringComparison.Ordinal) ? null : (host, port);
    }

    [GeneratedRegex(@"(?:^|\s)host\s*=\s*'?([^\s']+)")]
    private static partial Regex HostWord();

    [GeneratedRegex(@"(?:^|\s)port\s*=\s*'?([0-9]{1,5})(?![0-9])")]
    private static partial Regex PortWord();
}
