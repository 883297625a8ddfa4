using System.Net.Sockets;
using System.Text;

namespace HyOps.Engine.Preflight.Hosts;

/// <summary>
/// Waits for the line that an SSH server says first (RFC 4253, 4.2), and goes: no key is exchanged, nobody logs in.
/// </summary>
internal static class SshGreeting
{
    private const int LongestGreeting = 1_024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>Asks.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Cancelled = stop.</param>
    /// <returns>What is wrong; null where an SSH server answers.</returns>
    public static async Task<string?> WhatIsWrongAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(host, port, limited.Token).ConfigureAwait(false);
            return await IsSshAsync(connection.GetStream(), limited.Token).ConfigureAwait(false) ? null : "what answers is no SSH server";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds:0} s";
        }
        catch (IOException failure)
        {
            return failure.Message;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its name has no address",
                SocketError.ConnectionRefused => "the connection is refused",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to it",
                _ => failure.Message,
            };
        }
    }

    // A server may say other lines before its greeting.
    private static async Task<bool> IsSshAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var heard = new byte[LongestGreeting];
        for (var length = 0; length < heard.Length;)
        {
            var read = await stream.ReadAsync(heard.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            var text = Encoding.Latin1.GetString(heard, 0, length);
            if (text.StartsWith("SSH-", StringComparison.Ordinal) || text.Contains("\nSSH-", StringComparison.Ordinal))
            {
                return true;
            }

            if (read == 0)
            {
                return false;
            }
        }

        return false;
    }
}
