using System.Globalization;
using System.Text.Json;
using HyOps.Core.Files;
using HyOps.Core.Preflight;
using HyOps.Drivers.Terraform;

namespace HyOps.Engine.Preflight.States;

/// <summary>A state in a file of this machine.</summary>
internal static class LocalState
{
    /// <summary>Looks at the state of a stack that names no backend.</summary>
    /// <param name="directory">The state directory of the module's instance.</param>
    public static StateSeen LookIn(string directory)
    {
        var state = new TerraformState(directory);
        return File.Exists(state.RescuedState)
            ? StateSeen.Unreachable(
                $"{state.RescuedState}: an earlier run could not save its state, which lies there",
                "save it: hyops recover --run RUN, with the run that 'hyops runs list' shows as not saved")
            : LookAt(state.StateFile);
    }

    /// <summary>Looks at the state that a stack's own local backend names.</summary>
    /// <param name="path">The path, as the stack says it; null where it says none.</param>
    public static StateSeen LookAtNamed(string? path) => path is not null && Path.IsPathFullyQualified(path)
        ? LookAt(path)
        : StateSeen.Unreachable(
            $"the stack's local backend keeps its state at {path ?? "its default path"}, in the work directory, which is removed after each run",
            "remove the backend block: the state then lies in the runtime root");

    private static StateSeen LookAt(string file)
    {
        var lockInfo = TerraformState.LockInfoOf(file);
        var unlocked = File.Exists(lockInfo)
            ? CheckResult.Failed(
                $"{file} is locked{TerraformState.HolderOf(lockInfo)}",
                $"wait for that terraform to end; if it is dead: hyops recover --run RUN, with the run that left it (hyops runs list)")
            : CheckResult.Ok("nobody holds the lock");
        return new StateSeen(Read(file), unlocked);
    }

    private static CheckResult Read(string file)
    {
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
        {
            return CheckResult.Ok($"{file}: no state yet, the first run makes it");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var serial = document.RootElement.GetProperty("serial").GetInt64();
            var resources = document.RootElement.GetProperty("resources").GetArrayLength();
            return CheckResult.Ok(string.Create(CultureInfo.InvariantCulture, $"{file}: serial {serial}, {resources} {(resources == 1 ? "resource" : "resources")}"));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return CheckResult.Failed($"{file} is no Terraform state", $"restore it, from {FileModes.ShellQuoted(file + ".backup")} or a backup");
        }
    }
}
