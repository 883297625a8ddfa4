using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Modules;

/// <summary>Reads inputs: of spec.yml.</summary>
internal static class InputsReader
{
    private static readonly Dictionary<string, SecretKind> Kinds = new()
    {
        ["password"] = SecretKind.Password,
        ["token"] = SecretKind.Token,
        ["ssh-private-key"] = SecretKind.SshPrivateKey,
        ["json"] = SecretKind.Json,
        ["certificate"] = SecretKind.Certificate,
        ["external"] = SecretKind.External,
    };

    public static Inputs Read(MapReader? inputs, string shown, ProblemList problems)
    {
        if (inputs is null)
        {
            return new Inputs { Defaults = ConfigMap.Empty(new SourceLocation(shown, 1, 1)) };
        }

        var secrets = ReadSecrets(inputs, problems);
        var read = new Inputs
        {
            Defaults = inputs.Map("defaults") ?? ConfigMap.Empty(inputs.Location),
            EnvContract = [.. inputs.Sections("env_contract").Select(section => ReadRule(section, problems)).OfType<ConditionalReferences>()],
            StateSecrets = [.. inputs.Sections("state_secrets").Select(ReadStateSecret).OfType<StateSecret>()],
            Secrets = secrets.ToImmutableDictionary(secret => secret.Key, secret => secret.Spec),
            SecretLocations = secrets.ToImmutableDictionary(secret => secret.Key, secret => secret.Location),
        };
        inputs.RejectUnknown();
        return read;
    }

    private static ConditionalReferences? ReadRule(MapReader rule, ProblemList problems)
    {
        var when = rule.Map("when", required: true);
        rule.List("requires", required: true);
        var requires = rule.Texts("requires");
        rule.RejectUnknown();
        return when is null || requires.IsEmpty ? null : new ConditionalReferences(
            when.Entries.ToImmutableDictionary(entry => entry.Key, entry => Texts(entry, rule.PathOf("when"), problems), StringComparer.Ordinal),
            requires,
            rule.Location);
    }

    // One text, or a list of which any will do.
    private static ImmutableArray<string> Texts(ConfigEntry entry, string path, ProblemList problems)
    {
        ImmutableArray<ConfigNode> nodes = entry.Value is ConfigList list ? list.Items : [entry.Value];
        foreach (var node in nodes.Where(node => node is not ConfigScalar))
        {
            problems.Error(
                ProblemCodes.WrongKind, node.Location, $"{path}.{Shown.Text(entry.Key)} is not a text", "Write the text that the field must have, or a list of texts.", path);
        }

        return [.. nodes.OfType<ConfigScalar>().Select(scalar => scalar.Text)];
    }

    private static StateSecret? ReadStateSecret(MapReader secret)
    {
        var address = secret.Text("address", required: true);
        var reason = secret.Text("reason", required: true);
        secret.RejectUnknown();
        return address is null || reason is null ? null : new StateSecret(address, reason);
    }

    private static List<NamedSpec> ReadSecrets(MapReader inputs, ProblemList problems)
    {
        var map = inputs.Map("secrets");
        var reader = map is null ? null : new MapReader(map, inputs.PathOf("secrets"), problems);
        var specs = new List<NamedSpec>();
        foreach (var entry in map?.Entries ?? [])
        {
            if (!SecretName.TryParse(entry.Key, out var name))
            {
                problems.Error(
                    ProblemCodes.BadValue, entry.KeyLocation, $"{inputs.PathOf("secrets")} describes something that is not the name of a variable (not shown)",
                    "Use [A-Z_][A-Z0-9_]*.", inputs.PathOf("secrets"));
            }
            else if (reader!.Section(entry.Key, required: true) is { } section)
            {
                specs.Add(new NamedSpec(name, ReadSpec(section, SecretKinds.ByName(name)), entry.KeyLocation));
            }
        }

        return specs;
    }

    private static SecretSpec ReadSpec(MapReader secret, SecretSpec byName)
    {
        var kind = secret.Choice("kind", Kinds) ?? byName.Kind;
        var isRandom = kind is SecretKind.Password or SecretKind.Token;
        var length = secret.Integer("length", SecretKinds.MinimumLength, 4096);
        var generate = secret.Boolean("generate");
        secret.RejectUnknown();
        var usual = byName.Length > 0 ? byName.Length : kind == SecretKind.Token ? 48 : 32;
        return new SecretSpec(kind, isRandom ? length ?? usual : 0, isRandom && generate != false);
    }

    internal sealed record Inputs
    {
        public required ConfigMap Defaults { get; init; }

        public ImmutableArray<ConditionalReferences> EnvContract { get; init; } = [];

        public ImmutableArray<StateSecret> StateSecrets { get; init; } = [];

        public ImmutableDictionary<SecretName, SecretSpec> Secrets { get; init; } = ImmutableDictionary<SecretName, SecretSpec>.Empty;

        public ImmutableDictionary<SecretName, SourceLocation> SecretLocations { get; init; } = ImmutableDictionary<SecretName, SourceLocation>.Empty;
    }

    private sealed record NamedSpec(SecretName Key, SecretSpec Spec, SourceLocation Location);
}
