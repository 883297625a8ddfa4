using System.Text.RegularExpressions;
using HyOps.Contracts.Projects;
using HyOps.Contracts.SecretMaps;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.World;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>Decides which authority and which map are meant.</summary>
internal sealed partial class AuthorityChoice(Surroundings world, ProjectFolders? project, EnvironmentName name, AuthorityOptions options)
{
    private const string UsualMap = "secrets/akv-map.csv";
    private readonly string root = project?.Root ?? world.WorkingDirectory;

    public ChosenAuthority Decide()
    {
        var described = project is null ? null : Describe(project);
        var settings = described?.Authority is { } configured ? Checked(configured) : FromOptions(described);
        var environment = described ?? new EnvironmentDefinition { Name = name, Location = settings.Location, Directory = root, Tier = Tier.Nonprod };
        var hasMap = described?.Authority is not null && options is { Scope: null, MapFile: null };
        var map = hasMap ? environment.SecretMap : ReadMap(settings, described);
        return ChosenAuthority.Of(environment with { Authority = settings, SecretMap = map }, root);
    }

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

    private SecretMap ReadMap(AuthoritySettings settings, EnvironmentDefinition? described)
    {
        var file = options.MapFile is { } given ? world.Absolute(given) : Path.Combine(root, settings.MapFile);
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
