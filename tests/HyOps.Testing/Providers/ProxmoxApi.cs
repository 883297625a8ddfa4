namespace HyOps.Testing.Providers;

/// <summary>The part of Proxmox VE's API that <c>init</c> asks, as https://pve.proxmox.com/pve-docs/api-viewer/ describes it.</summary>
public sealed class ProxmoxApi
{
    /// <summary>The token's id.</summary>
    public string TokenId { get; set; } = "hyops@pve!automation";

    /// <summary>The token's secret.</summary>
    public required string TokenSecret { get; set; }

    /// <summary>A path (below <c>/api2/json</c>) that the token may not read.</summary>
    public string? Forbidden { get; set; }

    /// <summary>Whether the node is online.</summary>
    public bool Online { get; set; } = true;

    /// <summary>What the storage <c>local</c> may hold.</summary>
    public string LocalContent { get; set; } = "iso,vztmpl,snippets";

    /// <summary>Whether the storage <c>local-lvm</c> is active.</summary>
    public int LvmActive { get; set; } = 1;

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public Reply Answer(SeenRequest request)
    {
        const string api = "/api2/json";
        var path = request.Path.StartsWith(api, StringComparison.Ordinal) ? request.Path[api.Length..] : "";
        return request.Header("authorization") != $"PVEAPIToken={TokenId}={TokenSecret}" ? Reply.Json(401, new { data = (object?)null, message = "invalid token value!" })
            : path == Forbidden ? Reply.Json(403, new { message = "Permission check failed (/, Sys.Audit)" })
            : path switch
            {
                "/version" => Data(new { version = "8.2.4", release = "8.2", repoid = "faa83925c9641325" }),
                "/nodes" => Data(new[] { new { node = "pve", status = Online ? "online" : "offline", type = "node" } }),
                "/nodes/pve/storage" => Data(new[]
                {
                    new { storage = "local", content = LocalContent, active = 1, enabled = 1 },
                    new { storage = "local-lvm", content = "images,rootdir", active = LvmActive, enabled = 1 },
                }),
                "/nodes/pve/network" when request.Query == "?type=any_bridge" => Data(new[] { new { iface = "vmbr0", type = "bridge", active = 1 } }),
                _ => new Reply(501, "{\"data\":null}"),
            };
    }

    private static Reply Data(object data) => Reply.Json(200, new { data });
}
