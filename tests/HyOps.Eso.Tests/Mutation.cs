namespace HyOps.Eso.Tests;

/// <summary>A change to what is rendered, and who must reject it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="File">The rendered file.</param>
/// <param name="Piece">What is replaced.</param>
/// <param name="By">What replaces it.</param>
/// <param name="OnlyOurs">Why the generated validators accept it; null where they reject it, too.</param>
public sealed record Mutation(string Name, string File, string Piece, string By, string? OnlyOurs = null)
{
    private const string Projection = "external-secrets/shop.shop-env.yaml";
    private const string Drops = "they accept fields that they do not know; the API server would drop them in silence";
    private const string NoRule = "a rule of ours: the schema allows it";
    private const string NoEnvironment = "they know no environment";

    public static IReadOnlyList<Mutation> Schema { get; } =
    [
        new("refreshPolicy is misspelt", Projection, "refreshPolicy: Periodic", "refreshPolicy: Periodicly"),
        new("creationPolicy is misspelt", Projection, "creationPolicy: Owner", "creationPolicy: Ownr"),
        new("deletionPolicy is misspelt", Projection, "deletionPolicy: Retain", "deletionPolicy: retain"),
        new("the store's kind does not exist", Projection, "kind: ClusterSecretStore", "kind: ClusterStore"),
        new("the store's name is none", Projection, "name: azure-key-vault", "name: Azure_Key_Vault"),
        new("remoteRef has no key", Projection, "key: shop-db-password", "property: shop-db-password"),
        new("an entry has no secretKey", Projection, "- secretKey: DB_PASSWORD\n", "-\n"),
        new("a Secret's key has a space", Projection, "secretKey: DB_PASSWORD", "secretKey: \"DB PASSWORD\""),
        new("a text is a number", Projection, "key: shop-db-password", "key: 12345"),
        new("a text is a boolean of YAML 1.1", Projection, "key: shop-db-password", "key: yes"),
        new("decodingStrategy is misspelt", Projection, "decodingStrategy: None", "decodingStrategy: Nope"),
        new("data is no list", Projection, "data:\n", "data: {}\nother:\n"),
        new("the target's name is empty", Projection, "target:\n    name: shop-env", "target:\n    name: \"\""),
        new("a Secret's annotation is a boolean", Projection, "match: \"true\"", "match: true"),
        new("an annotation is a boolean", Projection, "hyops/modules: platform/lab/app", "hyops/modules: true"),
        new("the provider has no vault", "store.yaml", "      vaultUrl: \"https://lab.vault.example\"\n", ""),
        new("the login does not exist", "store.yaml", "authType: WorkloadIdentity", "authType: WorkLoadIdentity"),
        new("the cloud does not exist", "store.yaml", "environmentType: PublicCloud", "environmentType: Public"),
        new("the account has no name", "store.yaml", "        name: external-secrets-vault\n", ""),
        new("a condition's namespace is none", "store.yaml", "- shop\n", "- Shop_\n"),
        new("a role has no verbs", "rbac.yaml", "  verbs:\n  - create\n", ""),
    ];

    public static IReadOnlyList<Mutation> Ours { get; } =
    [
        new("the spec is missing", "store.yaml", "apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore", "apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nspecs: 1\n---\napiVersion: external-secrets.io/v1\nkind: ClusterSecretStore", "they are made from Go's types, in which spec may be absent"),
        new("a policy has no pods", "network-policies.yaml", "  podSelector: {}\n", "", "they take it for optional; written out, it says that all pods are meant"),
        new("a field is misspelt", Projection, "  refreshInterval:", "  refreshIntervall:", Drops),
        new("a provider's field is misspelt", "store.yaml", "tenantId:", "tenantID:", Drops),
        new("it is made once", Projection, "refreshPolicy: Periodic", "refreshPolicy: CreatedOnce", NoRule),
        new("it never refreshes", Projection, "refreshInterval: \"15m\"", "refreshInterval: \"0\"", NoRule),
        new("it refreshes once a day", Projection, "refreshInterval: \"15m\"", "refreshInterval: 24h", NoRule),
        new("its interval is no duration", Projection, "refreshInterval: \"15m\"", "refreshInterval: soon", "the CRD's type is a text of any form"),
        new("a literal stands in the template", Projection, "engineVersion: v2", "engineVersion: v2\n      data: { password: canary-in-the-template }", NoRule),
        new("a token stands in an annotation", Projection, "match: \"true\"", "match: \"ghp_abcdefghijklmnopqrstuvwxyz0123456789\"", NoRule),
        new("the secret is not mapped", Projection, "key: shop-db-password", "key: prod-db-password", NoEnvironment),
        new("the vault is another one", "store.yaml", "https://lab.vault.example", "https://prod.vault.example", NoEnvironment),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
