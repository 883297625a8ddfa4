using System.Globalization;
using HyOps.Engine.Secrets;
using HyOps.Engine.Secrets.Editing;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Secrets;

/// <summary>What verbs did with secrets, for a person. No value is ever in it.</summary>
public static class SecretsView
{
    /// <summary>Which keys are set.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="secrets">The secrets.</param>
    public static void Write(Screen screen, IReadOnlyCollection<ShownSecret> secrets)
    {
        var table = new Columns("key", "set", "kind", "problem");
        foreach (var secret in secrets)
        {
            table.Add(
                secret.Name.Value,
                secret.IsSet ? new Cell("yes", TextStyle.Good) : new Cell("no", TextStyle.Bad),
                SecretWords.Of(secret.Kind),
                new Cell(secret.Problem ?? "", TextStyle.Warning));
        }

        if (secrets.Count > 0)
        {
            table.Write(screen);
        }
    }

    /// <summary>What <c>set</c> did.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    public static void Write(Screen screen, SetResult result)
    {
        foreach (var key in result.Keys)
        {
            screen.WriteLine($"{key.Name}: {key.Outcome.ToString().ToLowerInvariant()}", key.Outcome is SetOutcome.Unchanged ? TextStyle.Good : TextStyle.Changed);
            if (key.Problem is not null)
            {
                screen.WriteLine($"  warning: {key.Name} {Foreign.Line(key.Problem)}", TextStyle.Warning);
            }
        }
    }

    /// <summary>What <c>ensure</c> did, or would do.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    /// <param name="dryRun">Whether nothing was written.</param>
    public static void Write(Screen screen, EnsureResult result, bool dryRun)
    {
        foreach (var key in result.Keys)
        {
            screen.WriteLine($"{key.Name}: {Words(key, dryRun)}", StyleOf(key.Outcome));
            if (key.Problem is not null)
            {
                NextStep.Write(screen, $"{key.Name} {key.Problem}", key.Fix, TextStyle.Normal, indent: 2);
            }
        }
    }

    /// <summary>What <c>unset</c> did.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    public static void Write(Screen screen, UnsetResult result)
    {
        foreach (var key in result.Keys)
        {
            screen.WriteLine($"{key.Name}: {(key.WasThere ? "removed" : "was not there")}", key.WasThere ? TextStyle.Changed : TextStyle.Good);
        }
    }

    /// <summary>What <c>edit</c> did.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    public static void Write(Screen screen, EditResult result)
    {
        foreach (var key in result.Keys)
        {
            screen.WriteLine($"{key.Name}: {key.Outcome.ToString().ToLowerInvariant()}", TextStyle.Changed);
            if (key.Problem is not null)
            {
                screen.WriteLine($"  warning: {key.Name} {Foreign.Line(key.Problem)}", TextStyle.Warning);
            }
        }

        if (result.Keys.IsEmpty)
        {
            screen.WriteLine(result.Written ? "only comments changed" : "nothing changed", TextStyle.Good);
        }
    }

    private static string Words(EnsuredKey key, bool dryRun)
    {
        var word = key.Outcome.ToString().ToLowerInvariant();
        var length = key.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({key.Length} characters)") : "";
        return key.Outcome is EnsureOutcome.Generated or EnsureOutcome.Replaced ? $"{(dryRun ? "would be " : "")}{word}{length}" : word;
    }

    private static TextStyle StyleOf(EnsureOutcome outcome) => outcome switch
    {
        EnsureOutcome.Kept => TextStyle.Good,
        EnsureOutcome.Refused => TextStyle.Bad,
        _ => TextStyle.Changed,
    };
}
