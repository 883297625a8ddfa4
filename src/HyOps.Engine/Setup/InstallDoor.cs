using HyOps.Core.Commands;
using HyOps.Core.World;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Setup;

/// <summary>Decides whether, and how, a package manager may be started: as root, by sudo, or not at all.</summary>
/// <param name="world">The world.</param>
/// <param name="runner">Starts sudo.</param>
internal sealed class InstallDoor(Surroundings world, ICommandRunner runner)
{
    private readonly string searchPath = SetupEnvironment.InstallPath(world);

    /// <summary>Finds the way.</summary>
    /// <param name="manager">The package manager.</param>
    /// <param name="request">What setup is asked to do.</param>
    /// <param name="byHand">The command that a person would type.</param>
    /// <param name="cancellationToken">Cancelled = sudo is interrupted.</param>
    /// <returns>The way, or what bars it.</returns>
    public async Task<(InstallAccess? Access, SetupTrouble? Trouble)> OpenAsync(
        PackageManager manager, SetupRequest request, string byHand, CancellationToken cancellationToken)
    {
        if (ProgramSearch.Find(manager.Program, searchPath) is not { } program)
        {
            return Barred($"{manager.Program} is not on PATH ({searchPath})", "install them by hand, as said beside each");
        }

        if (!manager.NeedsRoot || world.IsPrivileged)
        {
            return !manager.NeedsRoot && world.IsPrivileged
                ? Barred($"{manager.Program} refuses to run as root", $"as a user: {byHand}")
                : (new InstallAccess(program, Sudo: null), null);
        }

        return request.Sudo
            ? await BySudoAsync(program, byHand, cancellationToken).ConfigureAwait(false)
            : Barred($"only root may run {manager.Program}, and --sudo was not given", $"{byHand}, or 'hyops setup all --sudo{(request.Environment is { } environment ? $" --env {environment.Name}" : "")}'");
    }

    private async Task<(InstallAccess? Access, SetupTrouble? Trouble)> BySudoAsync(string program, string byHand, CancellationToken cancellationToken)
    {
        if (ProgramSearch.Find("sudo", searchPath) is not { } sudo)
        {
            return Barred("--sudo was given, but sudo is not on PATH", $"as root: {byHand}");
        }

        var question = new Command
        {
            Program = sudo,
            Arguments = ["-n", "true"],
            WorkingDirectory = "/",
            Environment = SetupEnvironment.ForTools(world),
            Timeout = TimeSpan.FromSeconds(30),
        };
        var answer = await runner.RunAsync(question, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return answer.ExitCode == 0
            ? (new InstallAccess(program, sudo), null)
            : Barred("sudo wants a password, which setup does not ask for", $"run 'sudo -v' first, or: {byHand}");
    }

    private static (InstallAccess? Access, SetupTrouble? Trouble) Barred(string message, string fix) => (null, new SetupTrouble(message, fix));
}
