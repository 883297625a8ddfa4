using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Environments;

/// <summary>Reads secrets: of environment.yml.</summary>
internal static class SecretsSectionReader
{
    private static readonly Dictionary<string, int> Kinds = new() { ["azure-key-vault"] = 0, ["hashicorp-vault"] = 1 };

    public static SecretsSection Read(MapReader? secrets, ProblemList problems)
    {
        if (secrets is null)
        {
            return new SecretsSection(null, null, []);
        }

        var section = new SecretsSection(
            ReadAuthority(secrets.Section("authority"), problems),
            ReadBreakGlass(secrets.Section("break_glass"), problems),
            ReadAllowed(secrets, problems));
        secrets.RejectUnknown();
        return section;
    }

    private static AuthoritySettings? ReadAuthority(MapReader? authority, ProblemList problems)
    {
        if (authority is null)
        {
            return null;
        }

        var kind = authority.Choice("kind", Kinds, required: true) is { } index ? Kinds.Keys.ElementAt(index) : null;
        var uri = ReadUri(authority, problems);
        var map = RelativePath(authority, "map", required: false, problems);
        var scope = authority.Text("scope") ?? "all";
        authority.RejectUnknown();
        return kind is null || uri is null ? null : new AuthoritySettings(kind, uri, map, scope, authority.Location);
    }

    private static Uri? ReadUri(MapReader authority, ProblemList problems)
    {
        if (authority.Text("vault_uri", required: true) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri is { UserInfo: "", Query: "", Fragment: "" })
        {
            return uri;
        }

        problems.Error(
            ProblemCodes.BadValue, authority.LocationOf("vault_uri"), "secrets.authority.vault_uri is not an https address without user, query and fragment",
            "Write the vault's own address: https://<name>.vault.azure.net/.", "secrets.authority.vault_uri");
        return null;
    }

    private static BreakGlassSettings? ReadBreakGlass(MapReader? breakGlass, ProblemList problems)
    {
        if (breakGlass is null)
        {
            return null;
        }

        var file = RelativePath(breakGlass, "file", required: true, problems);
        var runbook = RelativePath(breakGlass, "runbook", required: true, problems);
        breakGlass.RejectUnknown();
        return file is null || runbook is null ? null : new BreakGlassSettings(file, runbook, breakGlass.Location);
    }

    private static string? RelativePath(MapReader reader, string key, bool required, ProblemList problems)
    {
        var text = reader.Text(key, required);
        if (text is null || !(Path.IsPathRooted(text) || text.Split('/').Contains("..")))
        {
            return text;
        }

        problems.Error(
            ProblemCodes.BadValue, reader.LocationOf(key), $"{reader.PathOf(key)} '{Shown.Text(text)}' lies outside the project",
            "Name a file relative to the project's root.", reader.PathOf(key));
        return null;
    }

    private static ImmutableHashSet<SecretName> ReadAllowed(MapReader secrets, ProblemList problems)
    {
        var names = new HashSet<SecretName>();
        foreach (var text in secrets.Texts("allow_reserved"))
        {
            if (SecretName.TryParse(text, out var name))
            {
                names.Add(name);
            }
            else
            {
                problems.Error(
                    ProblemCodes.BadValue, secrets.LocationOf("allow_reserved"), "secrets.allow_reserved holds something that is not the name of a variable",
                    "Use [A-Z_][A-Z0-9_]*.", "secrets.allow_reserved");
            }
        }

        return [.. names];
    }

    internal sealed record SecretsSection(AuthoritySettings? Authority, BreakGlassSettings? BreakGlass, ImmutableHashSet<SecretName> AllowedReservedKeys);
}
