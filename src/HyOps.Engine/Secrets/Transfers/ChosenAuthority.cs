using System.Text.RegularExpressions;
using HyOps.Contracts.Projects;
using HyOps.Contracts.SecretMaps;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>
/// The authority and the secret map that an operator means: those of environment.yml, or, for an environment that describes none, those of the
/// command line. An option never makes a second authority of an environment that has one.
/// </summary>
public sealed partial class ChosenAuthority
{
    private const string UsualMap = "secrets/akv-map.csv";
    private readonly Surroundings world;
    private readonly EnvironmentName name;
    private readonly AuthorityOptions options;

    private ChosenAuthority(Surroundings world, ProjectFolders? project, EnvironmentName name, AuthorityOptions options)
    {
        (this.world, this.name, this.options) = (world, name, options);
        ProjectRoot = project?.Root ?? world.WorkingDirectory;
        var described = project is null ? null : Describe(project);
        var settings = described?.Authority is { } configured ? Checked(configured) : FromOptions(described);
        var environment = described ?? new EnvironmentDefinition { Name = name, Location = settings.Location, Directory = ProjectRoot, Tier = Tier.Nonprod };
        var hasMap = described?.Authority is not null && options is { Scope: null, MapFile: null };
        var map = hasMap ? environment.SecretMap : ReadMap(project, settings, described);
        Environment = environment with { Authority = settings, SecretMap = map };
    }

    /// <summary>The environment with that authority and that map.</summary>
    public EnvironmentDefinition Environment { get; }

    /// <summary>The absolute folder that relative files of the authority's settings start from.</summary>
    public string ProjectRoot { get; }

    /// <summary>Decides.</summary>
    /// <param name="world">Gives the working directory.</param>
    /// <param name="projectOption">What <c>--project</c> says.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="options">What the operator says of the authority.</param>
    /// <exception cref="AuthorityChoiceException">There is none, options contradict environment.yml, or something is missing.</exception>
    /// <exception cref="ContractsInvalidException">environment.yml or the map has errors; all of them are in it.</exception>
    public static ChosenAuthority From(Surroundings world, string? projectOption, EnvironmentName environment, AuthorityOptions options) =>
        new(world, projectOption is null ? ProjectFinder.FindFrom(world.WorkingDirectory) : Project.Find(world, projectOption), environment, options);

    private EnvironmentDefinition? Describe(ProjectFolders project)
    {
        var validator = new ContractValidator(project);
        if (!validator.Environments().Contains(name.Value))
        {
            return null;
        }

        var result = validator.Validate(new ValidationRequest { Environment = name, SettingsOnly = true }, CancellationToken.None);
        return result.Ok ? result.Environment : throw ContractsInvalidException.Because(result.Problems);
    }

    private AuthoritySettings Checked(AuthoritySettings configured)
    {
        if (options.Kind is { } kind && configured.Kind != kind)
        {
            throw AuthorityChoiceException.OtherKind(options.Verb, name.Value, configured.Kind);
        }

        if (Said() is var (option, uri) && uri != configured.VaultUri)
        {
            throw AuthorityChoiceException.Contradiction(option, uri, configured.Location.ToString(), configured.VaultUri);
        }

        return options.Login is null ? configured with { Scope = options.Scope ?? configured.Scope } : throw AuthorityChoiceException.OtherLogin(configured.Location.ToString());
    }

    private AuthoritySettings FromOptions(EnvironmentDefinition? described)
    {
        var place = described?.Location.File;
        var kind = options.Kind ?? AuthoritySettings.AzureKeyVault;
        if (kind != AuthoritySettings.AzureKeyVault || Said() is not var (option, uri))
        {
            throw AuthorityChoiceException.None(name.Value, options.Verb, kind, place);
        }

        return new AuthoritySettings
        {
            Kind = kind,
            VaultUri = uri,
            Login = options.Login switch
            {
                "azure-cli" => new AzureCliLogin(null),
                "managed-identity" => new ManagedIdentityLogin(null),
                _ => throw AuthorityChoiceException.NoLogin(name.Value, place),
            },
            MapFile = options.MapFile ?? UsualMap,
            Scope = options.Scope ?? SecretMap.AllScopes,
            Location = new SourceLocation(option),
        };
    }

    private SecretMap ReadMap(ProjectFolders? project, AuthoritySettings settings, EnvironmentDefinition? described)
    {
        var file = options.MapFile is { } given ? world.Absolute(given) : Path.Combine(ProjectRoot, settings.MapFile);
        if (options.MapFile is null && described?.Authority is null && !File.Exists(file))
        {
            throw AuthorityChoiceException.NoMap(name.Value, project is null ? null : settings.MapFile);
        }

        var problems = new ProblemList();
        var map = SecretMapReader.Read(file, project?.Show(file) ?? file, settings.Kind, settings.Scope, problems);
        return map is not null && !problems.HasErrors ? map : throw ContractsInvalidException.Because([.. problems.ToImmutable()]);
    }

    private (string Option, Uri Address)? Said() => options switch
    {
        { VaultName: { } vault } => ("--vault-name", VaultName().IsMatch(vault) ? new Uri($"https://{vault.ToLowerInvariant()}.vault.azure.net/") : throw AuthorityChoiceException.BadVaultName()),
        { VaultAddress: { } text } => ("--vault-uri", IsServer(text, out var uri) ? uri : throw AuthorityChoiceException.BadVaultUri()),
        _ => null,
    };

    private static bool IsServer(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri) && uri.Scheme == Uri.UriSchemeHttps && uri is { UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "" };

    // https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers
    [GeneratedRegex(@"^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex VaultName();
}
