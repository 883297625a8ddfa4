using System.Net.Sockets;
using System.Security.Authentication;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using Npgsql;

namespace HyOps.Postgres;

/// <summary>The server that environment.yml names, and why it does not do what we ask.</summary>
internal sealed class LeaseServer(PostgresLeaseSettings settings, LeaseAccess access)
{
    private const int AnswerSeconds = 10;

    /// <summary>A connection of its own: a lock goes with it.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Address());
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Whoever makes one table by hand makes the other one too.
    private string Statements => string.Join("; ", [
        $"CREATE TABLE IF NOT EXISTS {LeaseTable.Definition}", $"GRANT {LeaseTable.Privileges} ON {LeaseTable.Name} TO \"{settings.User}\"",
        $"CREATE TABLE IF NOT EXISTS {JournalTable.Definition}", $"GRANT {JournalTable.Privileges} ON {JournalTable.Name} TO \"{settings.User}\""]);

    /// <summary>Runs what talks to the server about the lease; what fails is said in the operator's words.</summary>
    public Task<T> GuardAsync<T>(Func<Task<T>> talk, CancellationToken cancellationToken) => GuardAsync("the shared lease", talk, cancellationToken);

    /// <summary>The same for something else that is kept there.</summary>
    public async Task<T> GuardAsync<T>(string what, Func<Task<T>> talk, CancellationToken cancellationToken)
    {
        try
        {
            return await talk().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or IOException or AuthenticationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var (why, fix) = Why(e);
            throw new LeaseException($"{what} at {this}: {why}", fix, e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database}";

    private string Address()
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Host,
            Port = settings.Port,
            Database = settings.Database,
            Username = settings.User,
            SslMode = settings.Tls switch { PostgresTls.VerifyFull => SslMode.VerifyFull, PostgresTls.VerifyCa => SslMode.VerifyCA, _ => SslMode.Disable },
            RootCertificate = settings.RootCertificate is { } file ? Path.Combine(access.ProjectRoot, file) : null,
            ApplicationName = $"hyops {access.Holder.Run}",
            Pooling = false,
            Timeout = AnswerSeconds,
            CommandTimeout = AnswerSeconds,
            KeepAlive = AnswerSeconds,
        };
        if (settings.PasswordKey is { } key && access.Credentials.TryGet(key, out var password))
        {
            access.Masker.Register([password]);
            builder.Password = password.Reveal();
        }

        return builder.ConnectionString;
    }

    private (string What, string Fix) Why(Exception exception)
    {
        var chain = Chain(exception).ToList();
        return chain.OfType<PostgresException>().FirstOrDefault() is { } answer ? Why(answer)
            : chain.OfType<SocketException>().FirstOrDefault() is { } socket ? Why(socket)
            : chain.OfType<AuthenticationException>().Any() || exception.Message.Contains("SSL", StringComparison.Ordinal)
                ? ("no secure connection can be made (TLS)", $"see that the server has TLS on with a certificate for {settings.Host}, and lease.root_certificate of {settings.Location}")
            : chain.Any(one => one is TimeoutException or OperationCanceledException) ? ($"no answer within {AnswerSeconds} s", $"see whether a firewall swallows connections to {settings.Host}:{settings.Port}")
            : (exception.Message, "run again; see the server's log");
    }

    private (string What, string Fix) Why(PostgresException answer) => answer.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => ($"the password of {settings.User} is wrong", $"set {settings.PasswordKey?.Value ?? "lease.password_env"} as the server has it: hyops secrets set --env {access.Environment} {settings.PasswordKey?.Value ?? "KEY"}=-"),
        PostgresErrorCodes.InvalidAuthorizationSpecification => ($"the server lets {settings.User} not in from here: {answer.MessageText}", "see pg_hba.conf on the server, and lease.tls"),
        PostgresErrorCodes.InvalidCatalogName => ($"there is no database {settings.Database}", $"make it: createdb {settings.Database}"),
        PostgresErrorCodes.InsufficientPrivilege => (
            $"{settings.User} lacks a privilege: {answer.MessageText}",
            $"let the database's owner make the tables and grant their use: {Statements}"),
        PostgresErrorCodes.CannotConnectNow => ("it is starting up or shutting down", "run again in a minute"),
        PostgresErrorCodes.TooManyConnections => ("it has no connection left", "close some, or raise max_connections"),
        PostgresErrorCodes.ReadOnlySqlTransaction => ("it is read-only: a standby", "name the primary in lease.host"),
        _ => ($"{answer.MessageText} (SQLSTATE {answer.SqlState})", "see the server's log"),
    };

    private (string What, string Fix) Why(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => ($"the name {settings.Host} is not known (DNS)", $"check lease.host of {settings.Location}: getent hosts {settings.Host}"),
        SocketError.ConnectionRefused => ($"{settings.Host} refuses connections on port {settings.Port}", $"see that the server runs, and lease.host and lease.port of {settings.Location}"),
        _ => ($"the connection failed: {socket.Message}", $"see the network to {settings.Host}:{settings.Port}"),
    };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
        {
            yield return one;
        }
    }
}
