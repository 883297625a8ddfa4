using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace HyOps.Testing.Postgres;

/// <summary>
/// A real PostgreSQL with a cluster of its own: on a free port of loopback, its socket and its data in a folder that goes with it. It asks
/// for a password (SCRAM) and does not care for power cuts, so that it is fast. Making it takes about a second: share one between tests.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The superuser, and the database that is there from the start.</summary>
    public const string User = "hyops";

    private const int Attempts = 5;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"hyops-postgres-{Guid.NewGuid():N}"[..28]);
    private readonly StringBuilder log = new();
    private Process? server;

    private PostgresServer()
    {
    }

    /// <summary>The port, on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The superuser's password: another one in each server.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>For Npgsql.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username={User};Password={Password};Database={User}";

    /// <summary>For libpq and Terraform's <c>pg</c> backend.</summary>
    public string Url => ConnectionTo(User);

    /// <summary>The same for another database.</summary>
    /// <param name="database">Its name.</param>
    public string ConnectionTo(string database) => $"postgres://{User}:{Password}@127.0.0.1:{Port}/{database}?sslmode=disable";

    /// <summary>What it said so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Makes a cluster and starts it; ready when this returns.</summary>
    /// <param name="cancellationToken">Gives up, and leaves nothing.</param>
    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var started = new PostgresServer();
        try
        {
            await started.CreateAsync(cancellationToken);
            await started.StartAgainAsync(cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs SQL as the superuser.</summary>
    /// <param name="sql">One statement or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The rows, one a line, columns parted by <c>|</c>.</returns>
    public Task<string> QueryAsync(string sql, CancellationToken cancellationToken = default) => QueryAsync(User, sql, cancellationToken);

    /// <summary>Runs SQL as the superuser, in another database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="sql">One statement or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The rows, one a line, columns parted by <c>|</c>.</returns>
    public async Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(At("psql"), ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--dbname", $"host=127.0.0.1 port={Port} user={User} dbname={database}", "--command", sql]);
        start.Environment["PGPASSWORD"] = Password;
        return (await RunAsync(start, cancellationToken)).Trim();
    }

    /// <summary>Ends it as a power cut does; <see cref="StartAgainAsync"/> brings it back with its data, on the same port.</summary>
    public async Task StopAsync()
    {
        if (server is not null)
        {
            // SIGQUIT: at once, clients cut off.
            using var kill = Process.Start("kill", ["-QUIT", server.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(CancellationToken.None);
            await server.WaitForExitAsync(CancellationToken.None);
            server.Dispose();
            server = null;
        }
    }

    /// <summary>Starts the server that was stopped; ready when this returns.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = Port == 0 || attempt > 1 ? FreePort() : Port;
            server = Launch();
            if (await IsReadyAsync(server, cancellationToken))
            {
                return;
            }

            server.Dispose();
            server = null;
            // Somebody else took the port in between.
            if (attempt == Attempts || !Log.Contains("could not bind", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"PostgreSQL did not start:\n{Log}");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Data => Path.Combine(folder, "data");

    private static string At(string program) => Path.Combine(PostgresPrograms.Folder, program);

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password, cancellationToken);
        if (PostgresPrograms.User is { } user)
        {
            await RunAsync(new ProcessStartInfo("chown", ["-R", user, folder]), cancellationToken);
        }

        await RunAsync(Unprivileged("initdb", "--pgdata", Data, "--username", User, "--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"), cancellationToken);
        File.Delete(passwordFile);
        // 'postgres --single' needs no server: the database is there before anybody can connect.
        var single = Unprivileged("postgres", "--single", "-D", Data, "-c", "fsync=off", "postgres");
        await RunAsync(single, cancellationToken, $"CREATE DATABASE {User};\n");
    }

    private Process Launch()
    {
        string[] options = ["fsync=off", "full_page_writes=off", "shared_buffers=4MB", "max_connections=40", "logging_collector=off", "listen_addresses=127.0.0.1", $"unix_socket_directories={folder}"];
        var start = Unprivileged("postgres", ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), .. options.SelectMany(option => new[] { "-c", option })]);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        var started = Process.Start(start)!;
        started.OutputDataReceived += Keep;
        started.ErrorDataReceived += Keep;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (log)
        {
            log.AppendLine(line.Data);
        }
    }

    /// <summary>Its own file says so: a connection could reach somebody else's server on that port.</summary>
    private async Task<bool> IsReadyAsync(Process started, CancellationToken cancellationToken)
    {
        var state = Path.Combine(Data, "postmaster.pid");
        var id = started.Id.ToString(CultureInfo.InvariantCulture);
        while (!started.HasExited)
        {
            var lines = File.Exists(state) ? await File.ReadAllLinesAsync(state, cancellationToken) : [];
            if (lines.Length >= 8 && lines[0].Trim() == id && lines[7].Trim() == "ready")
            {
                return true;
            }

            await Task.Delay(10, cancellationToken);
        }

        await started.WaitForExitAsync(cancellationToken);
        return false;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private ProcessStartInfo Unprivileged(string program, params string[] arguments)
    {
        string[] words = [.. PostgresPrograms.AsUnprivileged, At(program), .. arguments];
        return new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder };
    }

    private static async Task<string> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken, string input = "")
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{start.FileName} {start.ArgumentList.LastOrDefault()} ended with {process.ExitCode}:\n{await output}{await error}");
    }
}
