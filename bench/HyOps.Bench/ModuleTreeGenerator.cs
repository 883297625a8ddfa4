using System.Globalization;
using System.Text;

namespace HyOps.Bench;

/// <summary>Writes trees of modules of the size that real ones have: about 90 lines a contract.</summary>
public static class ModuleTreeGenerator
{
    private const int Inputs = 60;

    /// <summary>Writes the tree.</summary>
    /// <param name="modulesRoot">The absolute folder; it is created.</param>
    /// <param name="count">How many modules.</param>
    public static void Write(string modulesRoot, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"bench/area{index / 100}/module{index}");
            var folder = Path.Combine(modulesRoot, name);
            Directory.CreateDirectory(Path.Combine(folder, "terraform"));
            File.WriteAllText(Path.Combine(folder, "spec.yml"), Spec(name));
        }
    }

    private static string Spec(string name)
    {
        var spec = new StringBuilder(4096);
        spec.Append(CultureInfo.InvariantCulture, $"api_version: hybridops/v1\nkind: ModuleSpec\nmodule_ref: \"{name}\"\n");
        spec.Append("metadata:\n  title: \"A generated module\"\n  description: \"Of the size of a real one.\"\n");
        spec.Append("requirements:\n  credentials: [\"proxmox\"]\ninputs:\n  defaults:\n");
        for (var index = 0; index < Inputs; index++)
        {
            spec.Append(CultureInfo.InvariantCulture, $"    input_{index}: {(index % 3 == 0 ? "\"text\"" : index % 3 == 1 ? "8080" : "{ enabled: true, hosts: [a, b] }")}\n");
        }

        spec.Append("    required_env: [\"DB_PASSWORD\", \"S3_KEY\"]\n    db_password_env: \"DB_PASSWORD\"\n    backend: \"none\"\n    s3_key_env: \"S3_KEY\"\n");
        spec.Append("  env_contract:\n    - when: { backend: s3 }\n      requires: [s3_key_env]\n");
        spec.Append("execution:\n  driver: \"iac/terraform\"\noutputs:\n  publish: [address, zone, url]\nprobes: []\nconstraints: []\n");
        return spec.ToString();
    }
}
