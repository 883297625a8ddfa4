using System.Collections.Immutable;
using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Engine.Init.Providers;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Init;

/// <summary>
/// <c>hyops init TARGET</c>: the config's template first; then values from every source, the check that all results can be written, the
/// question to the provider whether the credentials hold, and only then credentials and, last, the readiness marker.
/// </summary>
/// <param name="services">What it stands on.</param>
public sealed class InitTarget(EngineServices services)
{
    /// <summary>Runs it.</summary>
    /// <param name="chosen">The environment.</param>
    /// <param name="options">What the operator asks.</param>
    /// <param name="cancellationToken">Cancelled = nothing more is asked; what is written is whole.</param>
    /// <returns>How it ended: a template, missing values, or a target that is ready.</returns>
    /// <exception cref="InitException">The target or a setting is unknown, the config is bad, or other credentials would be replaced.</exception>
    /// <exception cref="ProviderException">The provider does not accept the credentials, or cannot be asked.</exception>
    /// <exception cref="FileProblemException">A result could not be written.</exception>
    public async Task<InitResult> RunAsync(ChosenEnvironment chosen, InitOptions options, CancellationToken cancellationToken)
    {
        var target = InitTargets.Get(options.Target);
        RequireSettings(target, options);
        var root = options.OutDirectory is null ? chosen.Root : new RuntimeRoot(options.OutDirectory);
        var paths = TargetPaths.In(root, target.Name);
        paths = options.ConfigFile is null ? paths : paths with { Config = options.ConfigFile };
        var call = new InitCall(services, chosen, options, target, paths, RunId.Create("init", services.World.Clock));
        call.Files.RequireWritable();
        return options.ConfigFile is null && !File.Exists(paths.Config)
            ? await call.BeginAsync(cancellationToken).ConfigureAwait(false)
            : await call.GoOnAsync(ConfigFile.Read(paths.Config, target), cancellationToken).ConfigureAwait(false);
    }

    private static void RequireSettings(IInitTarget target, InitOptions options)
    {
        var names = target.Fields.Where(field => !field.IsSecret).Select(field => field.Name).ToImmutableArray();
        IReadOnlyList<string> problems =
        [
            .. from name in options.Settings.Select(setting => setting.Key)
               where !names.Contains(name)
               select InitException.SettingProblem(name, target.Name, names, target.Fields.FirstOrDefault(field => field.Name == name)?.Keys[0]),
            .. options.Settings.Where(setting => setting.Value.AsSpan().ContainsAny('\r', '\n')).Select(setting => $"--set {setting.Key}: the value has more than one line"),
        ];
        if (problems.Count > 0)
        {
            throw InitException.BadSetting(problems, target.Name);
        }
    }
}
