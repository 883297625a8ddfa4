using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Packer;

/// <summary>
/// What a build depends on, as one number: the files of the stack, the inputs, where it is built (what is no secret of the targets), the names of the secrets,
/// and Packer's version.
/// Values of secrets are not in it: a hash of them on disk could be tried out, and an image holds none. A rotated secret rebuilds nothing.
/// </summary>
internal static class PackerFingerprint
{
    /// <summary>SHA-256 over the stack's copy, before any build wrote into it.</summary>
    /// <param name="request">The step.</param>
    public static string Of(DriverRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{text.Length}:{text}\n"));

        Add($"packer {request.ToolVersion}");
        Add(request.Inputs.ToJsonString());
        Add(string.Join(',', request.Secrets.Names));
        foreach (var credential in request.Credentials)
        {
            Add(credential.IsSecret ? credential.Name : $"{credential.Name}={credential.Value.Reveal()}");
        }

        foreach (var file in Directory.EnumerateFiles(request.WorkDirectory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var executable = File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);
            Add($"{Path.GetRelativePath(request.WorkDirectory, file)} {executable}");
            Add(PackerRecord.ChecksumOf(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
