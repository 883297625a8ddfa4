using System.Collections.Immutable;
using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Engine.Init.Providers;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Init;

/// <summary>One call of <c>init</c>, of which everything is known but the values.</summary>
internal sealed class InitCall(EngineServices services, ChosenEnvironment chosen, InitOptions options, IInitTarget target, TargetPaths paths, RunId run)
{
    /// <summary>What it writes.</summary>
    public ResultFiles Files { get; } = new(paths, writesConfig: options.ConfigFile is null, options.DryRun);

    private string Command => $"hyops init {target.Name} --env {chosen.Name}{Named("--out-dir", options.OutDirectory)}{Named("--config", options.ConfigFile)}";

    /// <summary>The first call: the template, with the settings in it. It goes on only where settings are given and leave nothing to fill in.</summary>
    public async Task<InitResult> BeginAsync(CancellationToken cancellationToken)
    {
        var template = ConfigFile.Parse(paths.Config, ConfigTemplate.Of(target, Command, chosen.Name.Value), target);
        var config = ConfigFile.Parse(paths.Config, template.With(options.Settings), target);
        var goesOn = !options.Settings.IsEmpty;
        var sources = goesOn ? Sources() : [SecretSource.Shell(services.World.Variables)];
        var gathered = await new FieldValues(services, chosen, options with { NonInteractive = true }, target).GatherAsync(config, sources, cancellationToken).ConfigureAwait(false);
        if (goesOn && gathered.IsComplete)
        {
            return await FinishAsync(config, gathered, newConfig: config.With([]), cancellationToken).ConfigureAwait(false);
        }

        if (!options.DryRun)
        {
            Files.WriteConfig(config.With([]));
        }

        return Result(InitOutcome.TemplateWritten, gathered.Fields) with { NextStep = $"edit {paths.Config}, then run: {Command}" };
    }

    /// <summary>A later call: everything is asked for, and what lacks is told at once.</summary>
    public async Task<InitResult> GoOnAsync(ConfigFile config, CancellationToken cancellationToken)
    {
        var gathered = await new FieldValues(services, chosen, options, target).GatherAsync(config, Sources(), cancellationToken).ConfigureAwait(false);
        Keep(config, gathered.Answers);
        return gathered.IsComplete
            ? await FinishAsync(config, gathered, newConfig: null, cancellationToken).ConfigureAwait(false)
            : Result(InitOutcome.Incomplete, gathered.Fields) with { NextStep = $"mend what is named, then run: {Command}" };
    }

    // Before the system is asked: nobody types an answer twice because it was down, or because another one was wrong.
    private void Keep(ConfigFile config, ImmutableArray<KeyValuePair<string, string>> answers)
    {
        if (!answers.IsEmpty && !options.DryRun && options.ConfigFile is null)
        {
            Files.WriteConfig(config.With(answers));
        }
    }

    private async Task<InitResult> FinishAsync(ConfigFile config, GatheredValues gathered, string? newConfig, CancellationToken cancellationToken)
    {
        var credentials = Tfvars.Format(target, gathered.Values);
        if (!options.Force && Files.DifferencesTo(credentials) is { } differences)
        {
            throw InitException.Differs(paths.Credentials, differences, Command);
        }

        var notices = target.NoticesFor(gathered.Values).ToImmutableArray();
        var context = await VerifyAsync(gathered.Values, credentials, cancellationToken).ConfigureAwait(false);
        var result = Result(InitOutcome.Verified, gathered.Fields) with { Context = context, Notices = notices };
        return options.DryRun ? result : await WriteAsync(result, credentials, options.ConfigFile is null ? newConfig : null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImmutableSortedDictionary<string, string>> VerifyAsync(TargetValues values, string credentials, CancellationToken cancellationToken)
    {
        using var connection = new ProviderConnection(new ConnectionSettings
        {
            Connections = services.Connections,
            Masker = services.Masker,
            Clock = services.World.Clock,
            Provider = target.Title,
            RunId = run.Value,
            Limit = options.Timeout,
            SkipTls = target.SkipsTls(values),
            SkipHint = target.SkipTlsHint,
        });
        try
        {
            var context = await target.VerifyAsync(values, connection, cancellationToken).ConfigureAwait(false);
            return context.Where(fact => fact.Value.Length > 0).ToImmutableSortedDictionary(fact => fact.Key, fact => services.Masker.Mask(fact.Value), StringComparer.Ordinal)
                .Add("environment", chosen.Name.Value);
        }
        catch (ProviderException refusal) when (refusal.CredentialsRefused && !options.DryRun && Files.HasCredentials && Files.DifferencesTo(credentials) is null)
        {
            // These are the very credentials that the marker calls ready.
            Files.RemoveMarker();
            throw;
        }
    }

    private async Task<InitResult> WriteAsync(InitResult verified, string credentials, string? newConfig, CancellationToken cancellationToken)
    {
        var marker = new ReadinessMarker
        {
            Target = target.Name,
            RunId = run,
            GeneratedAt = services.World.Clock.GetUtcNow(),
            Paths = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("config", paths.Config).Add("credentials", paths.Credentials),
            Context = verified.Context,
        };
        using var held = await Files.LockAsync(services.World.Clock, cancellationToken).ConfigureAwait(false);

        // Somebody else may have written while the provider was asked.
        if (!options.Force && Files.DifferencesTo(credentials) is { } differences)
        {
            throw InitException.Differs(paths.Credentials, differences, Command);
        }

        if (newConfig is not null)
        {
            Files.WriteConfig(newConfig);
        }

        return verified with { Outcome = InitOutcome.Ready, Credentials = Files.Write(credentials, marker) };
    }

    private List<SecretSource> Sources()
    {
        List<SecretSource> sources = [SecretSource.Shell(services.World.Variables), SecretSource.Bundle(services, chosen, options)];
        if (!options.Force)
        {
            sources.Add(SecretSource.Credentials(paths.Credentials));
        }

        return sources;
    }

    private InitResult Result(InitOutcome outcome, ImmutableArray<InitField> fields) => new()
    {
        Target = target.Name,
        Environment = chosen.Name.Value,
        RunId = run,
        Outcome = outcome,
        Paths = paths,
        Fields = fields,
    };

    private static string Named(string option, string? path) => path is null ? "" : $" {option} {FileModes.ShellQuoted(path)}";
}
