using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads secrets.authority of environment.yml.</summary>
internal sealed class AuthorityReader(MapReader authority, Tier tier, ProblemList problems)
{
    private static readonly Dictionary<string, int> Kinds = new() { [AuthoritySettings.AzureKeyVault] = 0, [AuthoritySettings.HashiCorpVault] = 1 };

    /// <summary>One authority, or none with a problem. A list of them is refused: there is one source of truth.</summary>
    public static AuthoritySettings? Read(MapReader secrets, Tier tier, ProblemList problems)
    {
        if (secrets.Node("authority") is ConfigList several)
        {
            problems.Error(
                ProblemCodes.TwoAuthorities, several.Location, $"secrets.authority is a list of {several.Items.Length}",
                "Keep the one that is the source of truth; copy values of another into the bundle with 'hyops secrets akv-sync' or 'vault-sync'.", "secrets.authority");
            return null;
        }

        return secrets.Section("authority") is { } section ? new AuthorityReader(section, tier, problems).ReadAll() : null;
    }

    private AuthoritySettings? ReadAll()
    {
        var kind = authority.Choice("kind", Kinds, required: true) is { } index ? Kinds.Keys.ElementAt(index) : null;
        var uri = new AddressReader(authority, problems).Read("vault_uri", required: true);
        var map = new RelativePathReader(authority, problems).Read("map", required: true);
        var login = kind is null ? null : new LoginReader(authority, problems).Read(kind);
        if (kind is null)
        {
            authority.Node("auth");
        }

        var settings = kind is null || uri is null || map is null || login is null ? null : new AuthoritySettings { Kind = kind, VaultUri = uri, MapFile = map, Login = login, Location = authority.Location };
        settings = ReadOptions(kind, settings);
        authority.RejectUnknown();
        return settings;
    }

    // Read also where the settings are of no use, so that every problem of the section is told at once.
    private AuthoritySettings? ReadOptions(string? kind, AuthoritySettings? settings)
    {
        var scope = authority.Text("scope") ?? SecretMap.AllScopes;
        var connectivity = new KeyListReader(authority, problems).Read("connectivity");
        var seed = authority.Boolean("seed_after_bootstrap") ?? false;
        var parallelism = authority.Integer("parallelism", 1, 64) ?? 16;
        var unverified = kind != AuthoritySettings.HashiCorpVault && ReadUnverified();
        var isVault = kind != AuthoritySettings.AzureKeyVault;
        var mount = isVault ? authority.Text("mount") : null;
        var version = isVault ? authority.Integer("kv_version", 1, 2) : null;
        var space = isVault ? authority.Text("namespace") : null;
        return settings is null ? null : settings with
        {
            Scope = scope,
            ConnectivityKeys = connectivity.Union(settings.Login.Keys),
            SeedAfterBootstrap = seed,
            Parallelism = parallelism,
            DisableChallengeResourceVerification = unverified,
            Mount = mount ?? settings.Mount,
            KvVersion = version ?? settings.KvVersion,
            Namespace = space,
        };
    }

    private bool ReadUnverified()
    {
        const string Key = "disable_challenge_resource_verification";
        if (authority.Boolean(Key) is not true)
        {
            return false;
        }

        if (tier is not Tier.Local)
        {
            problems.Error(
                ProblemCodes.LocalOnly, authority.LocationOf(Key), $"{authority.PathOf(Key)} is true in an environment of tier {tier.ToString().ToLowerInvariant()}",
                "Remove it: without the check, a server that names another resource in its challenge would be given a token for it.", authority.PathOf(Key));
        }

        return true;
    }
}
