using HyOps.Contracts.Kubernetes;
using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;

namespace HyOps.Engine.Eso;

/// <summary>
/// Renders the manifests of External Secrets Operator into a folder. It opens no bundle and no authority: it has no value to write. Rendered files
/// of before that nothing asks for are removed; files of others are left alone.
/// </summary>
/// <param name="world">The world.</param>
public sealed class RenderManifests(Surroundings world)
{
    // Manifests are for git and kubectl: they hold no secret, and others may read them.
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Renders them.</summary>
    /// <param name="options">What, and where to.</param>
    /// <param name="cancellationToken">Cancelled = nothing is written any more.</param>
    /// <exception cref="ContractsInvalidException">The environment has problems; nothing was written.</exception>
    /// <exception cref="EsoException">The environment has no external secrets, or the folder holds something else.</exception>
    public RenderResult Run(RenderOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var project = Project.Find(world, options.Project);
        Project.RequireEnvironment(project, options.Environment);
        var validation = new ContractValidator(project).Validate(new ValidationRequest { Environment = options.Environment, Manifests = false }, cancellationToken);
        var environment = validation.Ok ? validation.Environment! : throw ContractsInvalidException.Because(validation.Problems);
        var settings = environment.ExternalSecrets ?? throw EsoException.NotDescribed(environment.Name.Value, environment.Location.ToString());
        var directory = options.Out is null ? Path.Combine(project.Root, settings.Manifests) : world.Absolute(options.Out);
        var rendered = ManifestRenderer.Render(environment);
        IReadOnlyList<RenderedFile> files = [.. rendered.Select(manifest => Judge(directory, manifest, environment.Name)), .. Stale(directory, rendered, environment.Name)];
        if (!options.DryRun)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Apply(directory, rendered, files);
        }

        return new RenderResult(environment.Name.Value, directory, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)], ProjectedSecret.Of(environment).Length);
    }

    private static RenderedFile Judge(string directory, RenderedManifest manifest, EnvironmentName environment)
    {
        var path = Path.Combine(directory, manifest.Path);
        AtomicFile.RefuseLinkOrDirectory(path);
        if (!File.Exists(path))
        {
            return new RenderedFile(manifest.Path, RenderOutcome.Created);
        }

        var text = File.ReadAllText(path);
        var owner = ManifestMarker.EnvironmentOf(text) ?? throw EsoException.NotOurs(path);
        return owner != environment.Value ? throw EsoException.OfAnother(path, owner, environment.Value)
            : new RenderedFile(manifest.Path, text == manifest.Text ? RenderOutcome.Unchanged : RenderOutcome.Changed);
    }

    private static IEnumerable<RenderedFile> Stale(string directory, IReadOnlyCollection<RenderedManifest> rendered, EnvironmentName environment)
    {
        var wanted = rendered.Select(manifest => manifest.Path).ToHashSet(StringComparer.Ordinal);
        var there = Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*.yaml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            : [];
        return there.Select(file => Path.GetRelativePath(directory, file))
            .Where(file => !wanted.Contains(file) && ManifestMarker.EnvironmentOf(File.ReadAllText(Path.Combine(directory, file))) == environment.Value)
            .Select(file => new RenderedFile(file, RenderOutcome.Removed));
    }

    private static void Apply(string directory, IEnumerable<RenderedManifest> rendered, IEnumerable<RenderedFile> files)
    {
        var texts = rendered.ToDictionary(manifest => manifest.Path, manifest => manifest.Text, StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.Outcome is not RenderOutcome.Unchanged))
        {
            var path = Path.Combine(directory, file.Path);
            if (file.Outcome is RenderOutcome.Removed)
            {
                File.Delete(path);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, texts[file.Path], Mode);
        }
    }
}
