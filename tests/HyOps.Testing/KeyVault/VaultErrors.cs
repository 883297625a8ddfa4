namespace HyOps.Testing.KeyVault;

/// <summary>Key Vault's errors, with its codes and near its words.</summary>
internal static class VaultErrors
{
    private const string Caller = "Caller: appid=***;oid=***;iss=https://sts.windows.net/***/";

    public static Answer NotFound(string name) => Answer.Error(
        404, "SecretNotFound",
        $"A secret with (name/id) {name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.");

    public static Answer Disabled() => Answer.Error(403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled");

    public static Answer Expired() => Answer.Error(403, "Forbidden", "Operation get is not allowed on an expired secret.", "SecretExpired");

    public static Answer NotYetValid() => Answer.Error(403, "Forbidden", "Operation get is not allowed on a secret that is not yet valid.", "SecretNotYetValid");

    public static Answer DeletedButRecoverable(string name) => Answer.Error(
        409, "Conflict",
        $"Secret {name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.",
        "ObjectIsDeletedButRecoverable");

    public static Answer Throttled() => Answer.Error(429, "Throttled", "The request was not processed because too many requests were received.");

    public static Answer BadParameter(string message) => Answer.Error(400, "BadParameter", message);

    public static Answer Refused(Refusal refusal, string name, string action) => refusal switch
    {
        Refusal.Rbac => Answer.Error(
            403, "Forbidden",
            $"Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n{Caller}\r\nAction: 'Microsoft.KeyVault/vaults/secrets/{action}/action'\r\nResource: '/subscriptions/***/resourcegroups/rg/providers/microsoft.keyvault/vaults/local/secrets/{name}'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: null\r\nVault: local;location=loopback\r\n",
            "ForbiddenByRbac"),
        Refusal.AccessPolicy => Answer.Error(
            403, "Forbidden",
            $"The user, group or application 'appid=***;oid=***;iss=https://sts.windows.net/***/' does not have secrets {action} permission on key vault 'local;location=loopback'.",
            "AccessDenied"),
        Refusal.Firewall => Answer.Error(
            403, "Forbidden", $"Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.7\r\n{Caller}\r\nVault: local;location=loopback", "ForbiddenByFirewall"),
        Refusal.PrivateLink => Answer.Error(
            403, "Forbidden", $"Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\n{Caller}\r\nVault: local;location=loopback", "ForbiddenByConnection"),
        _ => Answer.Error(500, "InternalServerError", "The server is unable to process the request."),
    };
}
