using System.Text;

namespace HyOps.Engine.Init;

/// <summary>The config that the first call writes: every field with what it is; secrets with how to give them, and no place for them.</summary>
internal static class ConfigTemplate
{
    /// <summary>What stands where the operator has to write.</summary>
    public const string Placeholder = "CHANGE_ME";

    /// <summary>The template.</summary>
    /// <param name="target">The target.</param>
    /// <param name="command">The command that reads it, for people.</param>
    /// <param name="environment">The environment's name.</param>
    public static string Of(IInitTarget target, string command, string environment)
    {
        var text = new StringBuilder();
        text.Append($"# {target.Title} for the environment {environment}. Fill in, then run: {command}\n");
        text.Append("# One name=value a line. Secrets never stand here.\n");
        foreach (var field in target.Fields)
        {
            text.Append('\n');
            Append(text, field, environment);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, TargetField field, string environment)
    {
        var notes = string.Concat(field.Required ? "" : ", optional", field.Example is { } example ? $", for example {example}" : "");
        if (field.IsSecret)
        {
            text.Append($"# {field.Name}: a secret: {field.Description}{(field.Required ? "" : ", optional")}\n");
            text.Append($"#   in the bundle: {field.BundleCommand(environment)}\n");
            text.Append($"#   or the variable {string.Join(" or ", field.Keys)}, or the answer when init asks\n");
            return;
        }

        text.Append($"# {field.Description}{notes}\n");
        text.Append(field.Default is { } value ? $"{field.Name}={value}\n" : field.Required ? $"{field.Name}={Placeholder}\n" : $"#{field.Name}=\n");
    }
}
