using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Testing;

namespace HyOps.Eso.Tests;

/// <summary>The validators of @kubernetes-models, generated from the real CRDs by others; installed from the lock file beside the tests.</summary>
internal static class NodeJudge
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static NodePrograms Programs => new(Folder, Patience);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "npm");

    /// <summary>What they say of texts, by name; nothing where they accept one.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> JudgeAsync(IReadOnlyDictionary<string, string> texts, CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        var asked = new JsonArray([.. texts.Select(text => new JsonObject { ["name"] = text.Key, ["yaml"] = text.Value })]);
        var answer = await Programs.RunAsync("node", ["judge.mjs"], asked.ToJsonString(), cancellationToken);
        return JsonNode.Parse(answer)!.AsArray().ToDictionary(
            one => one!["name"]!.GetValue<string>(),
            one => (IReadOnlyList<string>)[.. one!["errors"]!.AsArray().Select(error => error!.GetValue<string>())]);
    }

    // Once a lock file: the tests of several builds may run at the same time.
    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken)))[..12];
        var done = Path.Combine(Folder, "node_modules", $".installed-{digest}");
        using var installing = await FileLock.AcquireAsync(Path.Combine(Folder, "install"), Patience, TimeProvider.System, cancellationToken);
        if (!File.Exists(done))
        {
            await Programs.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], "", cancellationToken);
            await File.WriteAllTextAsync(done, "", cancellationToken);
        }
    }
}
