using System.Globalization;

namespace HyOps.KeyVaultServer;

/// <summary>What the command line asks for.</summary>
/// <param name="Port">The port; 0 takes a free one.</param>
/// <param name="TenantId">The tenant, where one was named.</param>
/// <param name="ClientId">The application, where one was named.</param>
/// <param name="Command">The command to run, with its arguments; empty where there is none.</param>
internal sealed record ServerArguments(int Port, string? TenantId, string? ClientId, IReadOnlyList<string> Command)
{
    /// <summary>Null where it makes no sense.</summary>
    public static ServerArguments? Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new ServerArguments(0, null, null, []);
        for (var index = 0; index < arguments.Count; index += 2)
        {
            if (arguments[index] == "--")
            {
                return parsed with { Command = [.. arguments.Skip(index + 1)] };
            }

            if (parsed.With(arguments[index], arguments.ElementAtOrDefault(index + 1)) is not { } next)
            {
                return null;
            }

            parsed = next;
        }

        return parsed;
    }

    private ServerArguments? With(string option, string? value) => (option, value) switch
    {
        (_, null or "") => null,
        ("--port", _) when ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) => this with { Port = port },
        ("--tenant", _) => this with { TenantId = value },
        ("--client-id", _) => this with { ClientId = value },
        _ => null,
    };
}
