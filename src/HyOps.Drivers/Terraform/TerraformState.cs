using System.Text.Json;
using HyOps.Core.Files;

namespace HyOps.Drivers.Terraform;

/// <summary>The files of a Terraform state that lies in a state directory of ours, because the stack names no backend.</summary>
/// <param name="directory">The absolute state directory of the module's instance.</param>
public sealed class TerraformState(string directory)
{
    /// <summary>The state.</summary>
    public string StateFile => Path.Combine(directory, "terraform.tfstate");

    /// <summary>What the local backend writes while it holds the lock.</summary>
    public string LockInfoFile => LockInfoOf(StateFile);

    /// <summary>A state that Terraform could not write to its backend, saved out of the work directory.</summary>
    public string RescuedState => Path.Combine(directory, "errored.tfstate");

    /// <summary>What the local backend writes beside any state file while it holds the lock.</summary>
    /// <param name="stateFile">The state's file.</param>
    public static string LockInfoOf(string stateFile) => Path.Combine(Path.GetDirectoryName(stateFile) ?? "/", $".{Path.GetFileName(stateFile)}.lock.info");

    /// <summary>Who holds a lock, in words that follow "is locked": <c> by ops@runner (OperationTypeApply, since …, ID …)</c>; empty where the file does not say.</summary>
    /// <param name="lockInfoFile">What the local backend wrote.</param>
    public static string HolderOf(string lockInfoFile)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(lockInfoFile));
            string Text(string name) => document.RootElement.GetProperty(name).GetString() ?? "?";
            return $" by {Text("Who")} ({Text("Operation")}, since {Text("Created")}, ID {Text("ID")})";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException || SystemErrors.IsOfFiles(exception))
        {
            // Gone in this moment, or torn: its name is what matters.
            return "";
        }
    }
}
