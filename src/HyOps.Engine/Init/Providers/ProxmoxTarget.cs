using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// Proxmox VE with an API token. Asked: version, nodes, the node's storages with what they may hold, and its bridges.
/// The API: https://pve.proxmox.com/pve-docs/api-viewer/.
/// </summary>
internal sealed class ProxmoxTarget : IInitTarget
{
    private const string Url = "proxmox_url";
    private const string TokenId = "proxmox_token_id";
    private const string TokenSecret = "proxmox_token_secret";
    private const string Node = "proxmox_node";
    private const string SkipTls = "proxmox_skip_tls";
    private const string Bridge = "network_bridge";
    private const string ApiPath = "/api2/json";

    // What each storage must be able to hold, as Proxmox names it.
    private static readonly (string Field, string Content)[] Storages = [("storage_pool", "images"), ("storage_iso", "iso"), ("storage_snippets", "snippets")];

    /// <inheritdoc/>
    public string Name => "proxmox";

    /// <inheritdoc/>
    public string Title => "Proxmox VE";

    /// <inheritdoc/>
    public ImmutableArray<TargetField> Fields { get; } =
    [
        new(Url, "the address of the API") { Example = "https://pve.example.net:8006/api2/json", Check = FieldForms.HttpsAddress, Variables = ["PROXMOX_URL"] },
        new(TokenId, "the API token's id, user@realm!name") { Example = "hyops@pve!automation", Check = FieldForms.ProxmoxTokenId, Variables = ["PROXMOX_TOKEN_ID"] },
        new(TokenSecret, "the API token's secret, shown once when the token is made")
        {
            Keys = ["PROXMOX_TOKEN_SECRET"], Check = FieldForms.Token, Variables = ["PROXMOX_TOKEN_SECRET"],
        },
        new(Node, "the node that machines are made on") { Example = "pve", Check = FieldForms.Word, Variables = ["PROXMOX_NODE"] },
        new(SkipTls, "whether the certificate of the API is not looked at: for a laboratory with self-signed certificates, and for nothing else") { Default = "false", IsBoolean = true, Variables = ["PROXMOX_SKIP_TLS"] },
        new("storage_pool", "the storage for disks of machines") { Default = "local-lvm", Check = FieldForms.Word, Variables = ["PROXMOX_STORAGE_POOL"] },
        new("storage_iso", "the storage for ISO images") { Default = "local", Check = FieldForms.Word, Variables = ["PROXMOX_STORAGE_ISO"] },
        new("storage_snippets", "the storage for cloud-init snippets") { Default = "local", Check = FieldForms.Word, Variables = ["PROXMOX_STORAGE_SNIPPETS"] },
        new(Bridge, "the bridge that machines are connected to") { Default = "vmbr0", Check = FieldForms.Word, Variables = ["PROXMOX_NETWORK_BRIDGE"] },
        new("ssh_public_key", "the public key that machines let in") { Required = false, Example = "ssh-ed25519 AAAA… you@host", Check = FieldForms.SshPublicKey, Variables = ["SSH_PUBLIC_KEY"] },
    ];

    /// <inheritdoc/>
    public bool SkipsTls(TargetValues values) => values[SkipTls] == "true";

    /// <inheritdoc/>
    public string SkipTlsHint => $"{SkipTls}=true";

    /// <inheritdoc/>
    public IEnumerable<string> NoticesFor(TargetValues values) =>
        SkipsTls(values) ? [$"{SkipTls} is true: whoever stands between here and {values[Url]} can read the token; give the node a certificate that this machine trusts"] : [];

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> VerifyAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken)
    {
        var version = Judge(values, connection, await AskAsync("/version").ConfigureAwait(false), "to read its version");
        var nodes = Judge(values, connection, await AskAsync("/nodes").ConfigureAwait(false), "to list nodes");
        RequireNode(values, nodes);
        var node = $"/nodes/{values[Node]}";
        RequireStorages(values, Judge(values, connection, await AskAsync($"{node}/storage").ConfigureAwait(false), "to list storages"));
        RequireBridge(values, Judge(values, connection, await AskAsync($"{node}/network?type=any_bridge").ConfigureAwait(false), "to list networks"));
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Url] = values[Url],
            [TokenId] = values[TokenId],
            [Node] = values[Node],
            ["version"] = version.Require("data", "version"),
        };

        Task<ProviderAnswer> AskAsync(string path) =>
            connection.GetAsync(AddressOf(values[Url], path), "PVEAPIToken=", $"{values[TokenId]}={values.Secret(TokenSecret).Reveal()}", cancellationToken);
    }

    // Both forms are in use: the node's own address, and that of the API below it.
    private static Uri AddressOf(string url, string path)
    {
        var address = url.TrimEnd('/');
        return new Uri((address.EndsWith(ApiPath, StringComparison.Ordinal) ? address : address + ApiPath) + path);
    }

    private ProviderAnswer Judge(TargetValues values, ProviderConnection connection, ProviderAnswer answer, string what) => answer.Status switch
    {
        200 => answer,
        401 => throw ProviderException.Rejected(Title, $"the token {values[TokenId]}", connection.Said(answer.Text("message")), "check id and secret: Datacenter > Permissions > API Tokens shows ids; a lost secret means a new token"),
        403 => throw ProviderException.Denied(Title, $"the token {values[TokenId]} {what}", connection.Said(answer.Text("message")), "give user and token the role: pveum acl modify / --tokens 'USER@REALM!NAME' --roles PVEAuditor (a token with privilege separation needs its own)"),
        _ => throw ProviderException.Unexpected(Title, answer.Address, answer.Status, connection.Said(answer.Text("message"))),
    };

    private void RequireNode(TargetValues values, ProviderAnswer answer)
    {
        var nodes = answer.Items("data");
        var known = nodes.Select(node => TextOf(node, "node")).ToList();
        var node = nodes.FirstOrDefault(node => TextOf(node, "node") == values[Node])
            ?? throw ProviderException.Wrong(Title, $"there is no node '{values[Node]}'; there is {Listed(known)}", $"correct {Node} in the config");
        if (TextOf(node, "status") is { Length: > 0 } status and not "online")
        {
            throw ProviderException.NotNow(Title, $"the node {values[Node]} is {status}", "start it, or name another node");
        }
    }

    private void RequireStorages(TargetValues values, ProviderAnswer answer)
    {
        var storages = answer.Items("data");
        foreach (var (field, content) in Storages)
        {
            var storage = storages.FirstOrDefault(storage => TextOf(storage, "storage") == values[field]) ?? throw NoStorage(values, field, storages);
            if (!TextOf(storage, "content").Split(',').Contains(content))
            {
                throw ProviderException.Wrong(
                    Title, $"the storage {values[field]} of {field} may not hold {content}, but {TextOf(storage, "content")}", $"allow it: pvesm set {values[field]} --content {TextOf(storage, "content")},{content}; or name another storage");
            }

            if (TextOf(storage, "active") is "0" || TextOf(storage, "enabled") is "0")
            {
                throw ProviderException.NotNow(Title, $"the storage {values[field]} of {field} is not active on {values[Node]}", $"enable it: pvesm set {values[field]} --disable 0; or name another storage");
            }
        }
    }

    private ProviderException NoStorage(TargetValues values, string field, IReadOnlyList<JsonObject> storages) => ProviderException.Wrong(
        Title,
        $"{values[Node]} shows no storage '{values[field]}' for {field}; it shows {Listed(storages.Select(storage => TextOf(storage, "storage")))}",
        $"correct {field} in the config; a token sees storages that it has Datastore.Audit on: pveum acl modify /storage --tokens '{values[TokenId]}' --roles PVEDatastoreUser");

    private void RequireBridge(TargetValues values, ProviderAnswer answer)
    {
        var bridges = answer.Items("data").Select(bridge => TextOf(bridge, "iface")).ToList();
        if (!bridges.Contains(values[Bridge]))
        {
            throw ProviderException.Wrong(
                Title,
                $"{values[Node]} shows no bridge '{values[Bridge]}'; it shows {Listed(bridges)}",
                $"correct {Bridge} in the config; a token sees bridges that it has SDN.Use on: pveum acl modify /sdn/zones/localnetwork --tokens '{values[TokenId]}' --roles PVESDNUser");
        }
    }

    private static string TextOf(JsonObject item, string name) => item[name]?.ToString() ?? "";

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";
}
