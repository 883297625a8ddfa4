using System.Security.Cryptography;
using System.Text.Json;

namespace HyOps.Core.Secrets;

/// <summary>Whether a value that is there is of its kind. What it says never holds a part of the value.</summary>
public static class SecretKindCheck
{
    private const string PrivateKeyLabel = "PRIVATE KEY";

    /// <summary>What is wrong with a value, in a few words that follow the key's name; null where nothing is, or where there is no value.</summary>
    /// <param name="kind">What the key holds.</param>
    /// <param name="value">Its value.</param>
    public static string? ProblemOf(SecretKind kind, SecretValue value) => value.IsEmpty ? null : kind switch
    {
        SecretKind.SshPrivateKey => ProblemOfPem(value.Reveal(), PrivateKeyLabel, "a private key"),
        SecretKind.Certificate => ProblemOfPem(value.Reveal(), "CERTIFICATE", "a certificate"),
        SecretKind.Json => ProblemOfJson(value.Reveal()),
        _ => null,
    };

    private static string? ProblemOfPem(string text, string label, string what)
    {
        if (PemEncoding.TryFind(text, out var fields))
        {
            return text.AsSpan()[fields.Label].EndsWith(label, StringComparison.Ordinal) ? null : $"is PEM, but not of {what}";
        }

        if (!text.Contains($"{label}-----", StringComparison.Ordinal) || !text.Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            return $"is not {what} in PEM (-----BEGIN … {label}-----)";
        }

        return text switch
        {
            _ when text.Contains("Proc-Type:", StringComparison.Ordinal) && text.Contains("-----END ", StringComparison.Ordinal) => null,
            _ when text.Contains(@"\n", StringComparison.Ordinal) => $"is {what} whose line ends are written as \\n: set it again with --from-file",
            _ when !text.Contains("-----END ", StringComparison.Ordinal) => $"is {what} without its end: the -----END line is missing",
            _ => $"is {what} in damaged PEM: its base64 text cannot be read",
        };
    }

    private static string? ProblemOfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? null : "is JSON, but neither an object nor an array";
        }
        catch (JsonException)
        {
            return "is not JSON";
        }
    }
}
