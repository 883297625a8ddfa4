using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HyOps.Core.Files;

namespace HyOps.Testing.Sops;

/// <summary>
/// The npm package sops-age, which opens SOPS files and has no line in common with us: one file with all that it needs, packed by npm, checked
/// against its digest, kept beside the test programs. It checks no check value; OpenSSL does, through node.
/// </summary>
public static class SopsAge
{
    private const string Package = "sops-age@4.0.2";
    private const string Sha512 = "0d70dad5bdd598fc32bc8fd104af91b0b13f351c2b1de63f00de297bb5802c29a5d75e15725699cf7182203aee42261df18989cf48f774f954221b663f0828b3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static NodePrograms Programs => new(Folder, Patience);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "sops-age");

    /// <summary>The values of a file, as JSON.</summary>
    /// <param name="file">The absolute path.</param>
    /// <param name="identity">The text of an age identity's file.</param>
    /// <param name="dataKey">Its data key, for the check value.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    public static async Task<JsonObject> OpenAsync(string file, string identity, byte[] dataKey, CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        var asked = new JsonObject
        {
            ["package"] = Path.Combine(Folder, "package/dist/index.global.js"),
            ["path"] = file,
            ["identity"] = identity.Split('\n').Single(line => line.StartsWith("AGE-SECRET-KEY-", StringComparison.Ordinal)),
            ["dataKey"] = Convert.ToHexString(dataKey),
        };
        return JsonNode.Parse(await Programs.RunAsync("node", [Path.Combine(AppContext.BaseDirectory, "Sops/open-sops.cjs")], asked.ToJsonString(), cancellationToken))!.AsObject();
    }

    // Once a folder: the tests of several programs may run at the same time.
    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        using var installing = await FileLock.AcquireAsync(Path.Combine(Folder, "install"), Patience, TimeProvider.System, cancellationToken);
        if (Directory.Exists(Path.Combine(Folder, "package")))
        {
            return;
        }

        var packed = Path.Combine(Folder, (await Programs.RunAsync("npm", ["pack", Package, "--silent"], "", cancellationToken)).Trim());
        var digest = Convert.ToHexStringLower(SHA512.HashData(await File.ReadAllBytesAsync(packed, cancellationToken)));
        if (digest != Sha512)
        {
            throw new InvalidOperationException($"{Package} is not what it was: {digest}");
        }

        var unpacked = Directory.CreateDirectory(Path.Combine(Folder, "unpacked")).FullName;
        await Programs.RunAsync("tar", ["-xzf", packed, "-C", unpacked, "package/dist/index.global.js"], "", cancellationToken);
        Directory.Move(Path.Combine(unpacked, "package"), Path.Combine(Folder, "package"));
    }
}
