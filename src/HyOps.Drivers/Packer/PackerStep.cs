using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Output;
using HyOps.Drivers.Retries;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Packer;

/// <summary>One build: init where Packer has it, validate, build, and the record of what came out.</summary>
internal sealed class PackerStep(ICommandRunner runner, PackerOptions options, DriverRequest request, PackerWorkspace workspace, PackerArtifacts artifacts)
{
    /// <summary>The output that names a remote artifact.</summary>
    public const string ArtifactId = "artifact_id";

    private static readonly Version FirstWithInit = new(1, 7);
    private readonly StepCommands commands = new(runner, request, workspace.Environment());
    private PackerMessages messages = new(request);

    public async Task<DriverOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var generation = artifacts.New();
        var taken = false;
        try
        {
            workspace.WriteVariables(artifacts.PathOf(generation));
            var outcome = await BuildAsync(cancellationToken) ?? Record(generation);
            taken = outcome.Outcome == StepOutcome.Changed;
            return outcome with { Commands = commands.Shown, ToolExitCode = commands.LastExitCode };
        }
        finally
        {
            if (!taken)
            {
                artifacts.Remove(generation);
            }
        }
    }

    /// <summary>The outcome with outputs, those that hold a secret withheld.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="outputs">All outputs.</param>
    /// <param name="withheld">Names that were withheld before.</param>
    /// <param name="request">Knows the secrets.</param>
    public static DriverOutcome WithOutputs(DriverOutcome outcome, JsonObject outputs, ImmutableArray<string> withheld, DriverRequest request)
    {
        var secret = outputs.Where(output => JsonTexts.HoldSecret(output.Value, request.HoldsSecret)).Select(static output => output.Key).ToList();
        var published = (JsonObject)outputs.DeepClone();
        secret.ForEach(name => published.Remove(name));
        return outcome with { Outputs = published, WithheldOutputs = [.. withheld.Union(secret, StringComparer.Ordinal)] };
    }

    private async Task<DriverOutcome?> BuildAsync(CancellationToken cancellationToken)
    {
        var variables = $"-var-file={PackerWorkspace.VariablesName}";
        if (request.ToolVersion >= FirstWithInit && await RepeatAsync("init", ["init", "-machine-readable", "."], cancellationToken) is { } notReady)
        {
            return notReady;
        }

        if (await RepeatAsync("validate", ["validate", "-machine-readable", variables, "."], cancellationToken) is { } notValid)
        {
            return notValid;
        }

        request.BeforeChange();
        return await PartAsync("build", ["build", "-machine-readable", "-on-error=cleanup", "-color=false", variables, "."], cancellationToken);
    }

    // They change nothing outside. What a build that failed had made is gone by Packer's own cleanup, or not: a person looks at it.
    private async Task<DriverOutcome?> RepeatAsync(string part, ImmutableArray<string> arguments, CancellationToken cancellationToken) => Ended(part, await new Repeatable(request).RunAsync(
        part, () => RunAsync(arguments, cancellationToken), _ => TransientErrors.Packer.Find(messages.Text()), cancellationToken));

    private async Task<DriverOutcome?> PartAsync(string part, ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
        Ended(part, await RunAsync(arguments, cancellationToken));

    private Task<CommandResult> RunAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        messages = new PackerMessages(request);
        return commands.RunAsync(commands.Tool(arguments) with { Grace = options.CleanupTime }, messages.Take, log: null, cancellationToken);
    }

    private DriverOutcome? Ended(string part, CommandResult result) => result switch
    {
        { ExitCode: 0 } => null,
        { Interrupted: true } => new DriverOutcome
        {
            Outcome = StepOutcome.Interrupted,
            Summary = $"interrupted during {part}",
            Failure = result.Killed
                ? $"packer {part} was interrupted and did not end in {options.CleanupTime.TotalSeconds:0} s, so it was killed: look for what the builder left running. The artifact before stays"
                : $"packer {part} was interrupted and cleaned up; the artifact before stays. Run again",
        },
        _ => Failed($"packer {part}: {messages.Text().TrimEnd('.')}. Correct it and run again; the artifact before stays, and the step's log has all of it"),
    };

    private DriverOutcome Record(string generation)
    {
        if (!TryReadManifest(out var manifest, out var fault))
        {
            return Failed(fault);
        }

        var files = manifest.Files.Select(file => Path.GetFullPath(file, request.WorkDirectory)).Distinct(StringComparer.Ordinal).ToList();
        if (files.Find(file => !File.Exists(file)) is { } missing)
        {
            return Failed($"packer build: the manifest names {missing}, which is not there. Correct the template's post-processors");
        }

        if (files.Find(file => file.StartsWith(request.WorkDirectory + "/", StringComparison.Ordinal)) is { } lost)
        {
            return Failed(
                $"packer build: the artifact {Path.GetRelativePath(request.WorkDirectory, lost)} lies in the work directory, which is removed. "
                + "Declare the variable artifact_dir in the template and write artifacts below it");
        }

        return Record(generation, manifest, files.ToImmutableSortedDictionary(static file => file, PackerRecord.ChecksumOf, StringComparer.Ordinal), files);
    }

    private DriverOutcome Record(string generation, PackerManifest manifest, ImmutableSortedDictionary<string, string> checksums, List<string> files)
    {
        var outputs = manifest.CustomData;
        if (manifest.ArtifactId.Length > 0)
        {
            outputs[ArtifactId] = manifest.ArtifactId;
        }

        if (files.Count > 0)
        {
            outputs["artifact_path"] = files[0];
            outputs["artifact_checksum"] = checksums[files[0]];
            outputs["artifact_files"] = new JsonArray([.. files.Select(static file => (JsonNode)file)]);
        }

        var summary = files.Count switch { 0 => "built", 1 => $"built {Path.GetFileName(files[0])}", _ => $"built {Path.GetFileName(files[0])} and {files.Count - 1} more" };
        var outcome = WithOutputs(new DriverOutcome { Outcome = StepOutcome.Changed, Summary = summary }, outputs, [], request);
        new PackerRecord
        {
            Fingerprint = workspace.Fingerprint,
            Generation = generation,
            Files = checksums,
            Outputs = outcome.Outputs,
            Withheld = [.. outcome.WithheldOutputs],
        }.Save(request.StateDirectory);
        return outcome;
    }

    private bool TryReadManifest([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PackerManifest? manifest, out string fault)
    {
        (manifest, fault) = (null, "");
        if (!File.Exists(workspace.ManifestFile))
        {
            fault = "packer build: it wrote no manifest, so nobody knows what it made. "
                + "Add to the template: post-processor \"manifest\" { output = var.manifest_path }, and declare the variable manifest_path";
            return false;
        }

        try
        {
            manifest = PackerManifest.Read(File.ReadAllText(workspace.ManifestFile));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            fault = $"packer build: its manifest cannot be read ({exception.GetType().Name}). Let the manifest post-processor write it";
            return false;
        }
    }

    private static DriverOutcome Failed(string failure) => new() { Outcome = StepOutcome.Failed, Summary = "failed", Failure = failure };
}
