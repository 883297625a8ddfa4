using System.Security.Cryptography;
using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Packs;

/// <summary>Makes one archive of all that a bare runner needs for a recovery. No value of the bundle is in it in plain text: that is looked for, in every form.</summary>
/// <param name="world">The world.</param>
/// <param name="masker">Learns the bundle's values when it is opened.</param>
/// <param name="chosen">The environment.</param>
/// <param name="store">Its bundle.</param>
public sealed class MakePack(Surroundings world, Masker masker, ChosenEnvironment chosen, BundleStore store)
{
    /// <summary>Makes it.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="cancellationToken">Ends the wait for the password.</param>
    /// <exception cref="PackException">Something is missing, or holds a secret.</exception>
    /// <exception cref="ContractsInvalidException">The contracts of the recovery do not hold.</exception>
    /// <exception cref="FileProblemException">The archive cannot be written.</exception>
    public async Task<PackResult> RunAsync(PackOptions options, CancellationToken cancellationToken)
    {
        var project = Project.Find(world, options.Project);
        var environment = Validated(project, cancellationToken);
        var files = new PackContents(options, project, environment, chosen).Collect();
        var secrets = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[64 * 1024];
        AtomicFile.Write(options.OutputFile, output => PackArchive.Write(files, output, Inspect));
        using var written = File.OpenRead(options.OutputFile);
        return new PackResult(options.OutputFile, files.Count, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken).ConfigureAwait(false)));

        void Inspect(PackFile file, byte[] content)
        {
            var found = masker.Current.Find(new MemoryStream(content, writable: false), buffer);
            if (found.Count > 0)
            {
                throw PackException.HoldsSecret(file.Path, found.Select(one => secrets.Secrets.FirstOrDefault(secret => secret.Value.Equals(one.Value)).Key?.Value ?? "the vault password").Distinct().Order(StringComparer.Ordinal));
            }
        }
    }

    private EnvironmentDefinition Validated(ProjectFolders project, CancellationToken cancellationToken)
    {
        var validation = new ContractValidator(project).Validate(new ValidationRequest { Environment = chosen.Name, Parallelism = world.ProcessorCount }, cancellationToken);
        var environment = validation is { Ok: true, Environment: { } sound } ? sound : throw ContractsInvalidException.Because(validation.Problems);
        return environment.Phases.ContainsKey(Phase.Dr) ? environment : throw PackException.NoRecovery(chosen.Name.Value);
    }
}

/// <summary>A pack that was made.</summary>
/// <param name="File">The archive.</param>
/// <param name="Files">How many files it holds.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its digest, to be compared on the runner.</param>
public sealed record PackResult(string File, int Files, long Bytes, string Sha256);
