using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HyOps.Core.Files;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// Remembers what the last successful init saw, so that the next one can be skipped. Everything that init reads counts: every *.tf file
/// (blocks for providers, modules and backends can be anywhere), local modules, the dependency lock, and Terraform's version.
/// </summary>
/// <param name="workspace">The step's files.</param>
/// <param name="version">Terraform's version.</param>
internal sealed class TerraformInit(TerraformWorkspace workspace, Version version)
{
    private static readonly string[] Endings = [".tf", ".tf.json", ".terraform.lock.hcl", ".tofu"];
    private readonly string stamp = Stamp(workspace.WorkDirectory, version);

    private string StampFile => Path.Combine(workspace.DataDirectory, "hyops-init.sha256");

    /// <summary>Whether the last init still holds; if so, the dependency lock that it made is put back.</summary>
    public bool IsDone()
    {
        if (!File.Exists(StampFile) || File.ReadAllText(StampFile) != stamp)
        {
            return false;
        }

        if (!File.Exists(workspace.WorkLock) && File.Exists(workspace.SavedLock))
        {
            File.Copy(workspace.SavedLock, workspace.WorkLock);
        }

        return true;
    }

    /// <summary>
    /// Whether the data directory remembers a local state at a path that is gone, as after a move of the runtime root: then there is
    /// nothing to migrate, and init may take our path without asking.
    /// </summary>
    public bool RemembersMovedState()
    {
        var remembered = Path.Combine(workspace.DataDirectory, "terraform.tfstate");
        if (!workspace.HasLocalState || !File.Exists(remembered))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(remembered));
            var backend = document.RootElement.GetProperty("backend");
            return backend.GetProperty("type").GetString() == "local"
                && backend.GetProperty("config").GetProperty("path").GetString() is { } path
                && !File.Exists(path);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Remembers a successful init.</summary>
    public void Done()
    {
        if (File.Exists(workspace.WorkLock))
        {
            AtomicFile.Write(workspace.SavedLock, File.ReadAllBytes(workspace.WorkLock));
        }

        AtomicFile.Write(StampFile, stamp);
    }

    /// <summary>Forgets it: the next init runs.</summary>
    public void Forget() => File.Delete(StampFile);

    private static string Stamp(string directory, Version version)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"terraform {version}\n"));
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(static file => Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal))
        {
            // Name and length first, so that content cannot move from one file to the next unseen.
            var content = File.ReadAllBytes(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(directory, file)}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
