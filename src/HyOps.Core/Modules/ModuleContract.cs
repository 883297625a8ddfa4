using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>What a module's spec.yml says (api_version <c>hybridops/v1</c>, kind <c>ModuleSpec</c>), before any inputs.</summary>
public sealed record ModuleContract
{
    /// <summary>The module's name.</summary>
    public required ModuleRef ModuleRef { get; init; }

    /// <summary>Where spec.yml is, as shown to people.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The absolute folder of the module.</summary>
    public required string Directory { get; init; }

    /// <summary>metadata.title.</summary>
    public string Title { get; init; } = "";

    /// <summary>metadata.description.</summary>
    public string Description { get; init; } = "";

    /// <summary>requirements.credentials: the init targets that must be ready.</summary>
    public ImmutableArray<string> Credentials { get; init; } = [];

    /// <summary>inputs.defaults, whole.</summary>
    public required ConfigMap Defaults { get; init; }

    /// <summary>inputs.env_contract: which references count when.</summary>
    public ImmutableArray<ConditionalReferences> EnvContract { get; init; } = [];

    /// <summary>inputs.secrets: what a key holds.</summary>
    public ImmutableDictionary<SecretName, SecretSpec> Secrets { get; init; } = ImmutableDictionary<SecretName, SecretSpec>.Empty;

    /// <summary>Where inputs.secrets names each of its keys.</summary>
    public ImmutableDictionary<SecretName, SourceLocation> SecretLocations { get; init; } = ImmutableDictionary<SecretName, SourceLocation>.Empty;

    /// <summary>inputs.state_secrets: resource attributes that may hold a secret in state, with the reason.</summary>
    public ImmutableArray<StateSecret> StateSecrets { get; init; } = [];

    /// <summary>The tool that runs it.</summary>
    public required DriverKind Driver { get; init; }

    /// <summary>execution.profile, kept as written: <c>onprem-linux@v1.0</c>.</summary>
    public string Profile { get; init; } = "";

    /// <summary>execution.pack_ref.id, kept as written; such a module's files come from elsewhere unless it has a stack of its own.</summary>
    public string? PackRef { get; init; }

    /// <summary>execution.stack: the folder with the tool's files, relative to the module; by default the one named after the tool.</summary>
    public required string Stack { get; init; }

    /// <summary>dependencies: modules whose published outputs fill inputs.</summary>
    public ImmutableArray<ModuleDependency> Dependencies { get; init; } = [];

    /// <summary>outputs.publish: the outputs that may be published.</summary>
    public ImmutableArray<string> Publish { get; init; } = [];

    /// <summary>consumers.kubernetes: what reads the module's keys in a cluster.</summary>
    public ImmutableArray<KubernetesConsumer> Consumers { get; init; } = [];

    /// <summary>probes: commands that prove that a key's current value is in use.</summary>
    public ImmutableArray<ConsumerProbe> Probes { get; init; } = [];
}

/// <summary>One rule of inputs.env_contract.</summary>
/// <param name="When">Input fields with the texts of which each must have one.</param>
/// <param name="Requires">The <c>*_env</c> fields that count while all of <paramref name="When"/> match.</param>
/// <param name="Location">Where the rule stands.</param>
public sealed record ConditionalReferences(ImmutableDictionary<string, ImmutableArray<string>> When, ImmutableArray<string> Requires, SourceLocation Location);

/// <summary>A resource attribute that may hold a secret in Terraform's state.</summary>
/// <param name="Address">The attribute's address.</param>
/// <param name="Reason">Why it must.</param>
public sealed record StateSecret(string Address, string Reason);

/// <summary>A module whose published outputs fill inputs of this one.</summary>
/// <param name="ModuleRef">The module.</param>
/// <param name="Required">Whether it must have run.</param>
/// <param name="Imports">Its outputs, each with the input that it fills.</param>
/// <param name="Location">Where the dependency stands.</param>
public sealed record ModuleDependency(ModuleRef ModuleRef, bool Required, ImmutableArray<ModuleImport> Imports, SourceLocation Location);

/// <summary>An output that fills an input.</summary>
/// <param name="Output">The output of the other module.</param>
/// <param name="Input">The top-level input of this one.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ModuleImport(string Output, string Input, SourceLocation Location);
