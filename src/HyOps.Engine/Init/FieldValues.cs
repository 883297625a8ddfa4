using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Init;

/// <summary>
/// Finds the values of a target's fields. What is no secret: <c>--set</c>, the config, the default, an answer. Secrets: the shell's variables,
/// the bundle, the credentials that are there, an answer. Where each came from is told, so that none wins unseen.
/// </summary>
/// <param name="services">The world and the masker, which learns each secret at once.</param>
/// <param name="chosen">The environment.</param>
/// <param name="options">What the operator asks.</param>
/// <param name="target">The target.</param>
internal sealed class FieldValues(EngineServices services, ChosenEnvironment chosen, InitOptions options, IInitTarget target)
{
    private const int Attempts = 3;
    private readonly TargetValues values = new();
    private readonly List<KeyValuePair<string, string>> answers = [];

    /// <summary>Asks every source in order, as far as something is missing.</summary>
    /// <param name="config">The config; null where there is none yet.</param>
    /// <param name="secretSources">Where secrets may be.</param>
    /// <param name="cancellationToken">Ends waits.</param>
    public async Task<GatheredValues> GatherAsync(ConfigFile? config, IReadOnlyList<SecretSource> secretSources, CancellationToken cancellationToken)
    {
        TakeTexts(config);
        foreach (var source in secretSources)
        {
            await TakeSecretsAsync(source, cancellationToken).ConfigureAwait(false);
        }

        if (!options.NonInteractive && services.World.Terminal.Prompt is { } prompt)
        {
            await AskAsync(prompt, cancellationToken).ConfigureAwait(false);
        }

        return new GatheredValues(values, [.. target.FieldsFor(values).Select(Judge)], [.. answers]);
    }

    private void TakeTexts(ConfigFile? config)
    {
        foreach (var field in target.Fields.Where(field => !field.IsSecret))
        {
            var setting = options.Settings.LastOrDefault(setting => setting.Key == field.Name);
            if (setting.Key is not null)
            {
                values.Set(field, setting.Value, "--set");
            }
            else if (config?.Values.GetValueOrDefault(field.Name) is { } text)
            {
                values.Set(field, text, "config");
            }
            else if (field.Default is { } usual)
            {
                values.Set(field, usual, "default");
            }
        }
    }

    // An optional secret (a session's token) belongs to the ones beside it: alone, in another place, it is a leftover.
    private async Task TakeSecretsAsync(SecretSource source, CancellationToken cancellationToken)
    {
        var missing = target.FieldsFor(values).Where(field => field.IsSecret && !values.Has(field.Name)).ToList();
        if (!missing.Any(field => field.Required))
        {
            return;
        }

        var found = await source.FindAsync(missing, cancellationToken).ConfigureAwait(false);
        if (!found.Any(secret => secret.Field.Required))
        {
            return;
        }

        services.Masker.Register(found.Select(secret => secret.Value));
        foreach (var (field, value, place) in found)
        {
            values.Set(field, value, place);
        }
    }

    private async Task AskAsync(IPrompt prompt, CancellationToken cancellationToken)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (target.FieldsFor(values).FirstOrDefault(field => field.Required && !values.Has(field.Name) && !asked.Contains(field.Name)) is { } field)
        {
            asked.Add(field.Name);
            if (field.IsDocument || !await AskAsync(prompt, field, cancellationToken).ConfigureAwait(false))
            {
                // Nobody is there any more, or nobody types a whole document: the field stays missing and is told with its command.
                continue;
            }
        }
    }

    private async Task<bool> AskAsync(IPrompt prompt, TargetField field, CancellationToken cancellationToken)
    {
        var question = $"{field.Name} ({field.Description}):";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var answer = field.IsSecret
                ? await prompt.AskSecretAsync(question, cancellationToken).ConfigureAwait(false)
                : await prompt.AskAsync(question, cancellationToken).ConfigureAwait(false) is { } line ? SecretValue.From(line.Trim()) : null;
            if (answer is null || answer.IsEmpty)
            {
                return false;
            }

            if (field.ProblemOf(answer.Reveal()) is not { } problem)
            {
                Keep(field, answer);
                return true;
            }

            question = $"{field.Name} {problem}. Again:";
        }

        return false;
    }

    private void Keep(TargetField field, SecretValue answer)
    {
        if (field.IsSecret)
        {
            services.Masker.Register([answer]);
            values.Set(field, answer, "prompt");
        }
        else
        {
            values.Set(field, answer.Reveal(), "prompt");
            answers.Add(KeyValuePair.Create(field.Name, answer.Reveal()));
        }
    }

    private InitField Judge(TargetField field)
    {
        var missing = !values.Has(field.Name);
        var problem = missing ? (field.Required ? "is missing" : null) : field.ProblemOf(field.IsSecret ? values.Secret(field.Name).Reveal() : values[field.Name]);
        return new InitField(field.Name, field.IsSecret)
        {
            Description = field.Description,
            Source = values.SourceOf(field.Name),
            Problem = problem,
            Fix = problem is null ? null : FixOf(field),
        };
    }

    private string FixOf(TargetField field) => !field.IsSecret
        ? values.SourceOf(field.Name) is "--set" ? $"correct --set {field.Name}=…" : $"write it into the config: {field.Name}=…{(field.Example is { } example ? $", for example {example}" : "")}"
        : values.SourceOf(field.Name) is { } source && source != "bundle" ? $"correct it where it came from ({source})"
        : $"{field.BundleCommand(chosen.Name.Value)}; or set the variable {field.Keys[0]}";
}
