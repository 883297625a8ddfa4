using System.Text.Json;
using Azure;

namespace HyOps.Azure.Failures;

/// <summary>
/// What Key Vault says is wrong: <c>{"error":{"code","message","innererror":{"code"}}}</c>
/// (https://learn.microsoft.com/azure/key-vault/general/rest-error-codes). The inner code tells the cases of 403 apart.
/// </summary>
/// <param name="Code">The code: <c>Forbidden</c>.</param>
/// <param name="Inner">The inner code: <c>ForbiddenByRbac</c>.</param>
/// <param name="Message">The service's words.</param>
internal sealed record VaultError(string Code, string Inner, string Message)
{
    public static VaultError Of(RequestFailedException failure)
    {
        try
        {
            using var body = JsonDocument.Parse(failure.GetRawResponse()?.Content.ToMemory() ?? default);
            var error = body.RootElement.GetProperty("error");
            return new VaultError(Text(error, "code"), Inside(error), Text(error, "message"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Somebody between us and the vault has answered.
            return new VaultError(failure.ErrorCode ?? "", "", "");
        }
    }

    private static string Inside(JsonElement error) =>
        error.TryGetProperty("innererror", out var inner) || error.TryGetProperty("innerError", out inner) ? Text(inner, "code") : "";

    private static string Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() ?? "" : "";
}
