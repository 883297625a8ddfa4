using HyOps.Core.Problems;

namespace HyOps.Core.Modules;

/// <summary>Files hold references, not secrets, and nothing that was left to be filled in.</summary>
internal static class SecretRules
{
    // Beside one of these a 'secret_key' is a key within a Kubernetes Secret, and no secret itself.
    private static readonly string[] SecretNames = ["secret_name", "secret_ref", "secret_store", "secret_namespace"];

    public static void Apply(JudgedInputs judged)
    {
        foreach (var field in judged.Fields.Where(field => field.Value is { IsNull: false, AsBoolean: null, Text.Length: > 0 }))
        {
            if (SecretShapes.Placeholder(field.Value.Text) is { } placeholder)
            {
                Placeholder(judged, field, placeholder);
            }
            else if (IsLiteralSecret(field))
            {
                Literal(judged, field);
            }
            else if (!ReferenceRules.IsReferenceName(field.Name) && field.Top is not ("required_env" or "required_env_destroy") && SecretShapes.IsSecret(field.Value.Text))
            {
                LooksSecret(judged, field);
            }
        }
    }

    private static bool IsLiteralSecret(InputField field) =>
        SecretShapes.IsSecretField(field.Name)
        && !IsTemplate(field.Value.Text)
        && !IsPathOfKey(field)
        && !(field.Value.AsInteger is not null && field.Name.Contains("token", StringComparison.OrdinalIgnoreCase))
        && !(field.Name is "secret_key" && SecretNames.Any(name => field.Parent[name] is not null));

    // What Ansible or a wire replaces is a reference in another form.
    private static bool IsTemplate(string text) =>
        (text.StartsWith("{{", StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal))
        || (text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}'));

    private static bool IsPathOfKey(InputField field) =>
        field.Name.EndsWith("private_key", StringComparison.Ordinal)
        && (field.Value.Text.StartsWith('/') || field.Value.Text.StartsWith("~/", StringComparison.Ordinal) || field.Value.Text.StartsWith("./", StringComparison.Ordinal));

    private static void Placeholder(JudgedInputs judged, InputField field, string placeholder)
    {
        if (!judged.Options.WouldRun)
        {
            return;
        }

        judged.Problems.Error(
            ProblemCodes.Placeholder, field.Value.Location,
            $"inputs.{field.Path} still holds the placeholder {Shown.Text(placeholder)}",
            judged.IsDefault(field.Value) ? "Set it in the inputs file: the module's default is a placeholder." : "Replace it by the real value.",
            $"inputs.{field.Path}");
    }

    private static void Literal(JudgedInputs judged, InputField field) =>
        judged.Problems.Error(
            ProblemCodes.LiteralSecret, field.Value.Location,
            $"inputs.{field.Path} is a secret by its name and holds a literal (not shown)",
            $"Name a variable in {field.Name}_env, list it in required_env, and set its value with hyops secrets set; replace the secret if the file was ever committed.",
            $"inputs.{field.Path}");

    private static void LooksSecret(JudgedInputs judged, InputField field) =>
        judged.Problems.Error(
            ProblemCodes.ValueLooksSecret, field.Value.Location,
            $"inputs.{field.Path} holds what looks like a token, a private key or a URL with a password (not shown)",
            "Keep the secret in the bundle, name its key in a *_env field, and replace the secret if the file was ever committed.",
            $"inputs.{field.Path}");
}
