using HyOps.Core.Environments;
using HyOps.Core.World;

namespace HyOps.Engine.Roots;

/// <summary>
/// Which environment and which runtime root an operator means: <c>--env</c> and <c>--root</c>, else <c>HYOPS_ENV</c> and
/// <c>HYOPS_RUNTIME_ROOT</c>, else <c>local</c>. An option never loses silently against a variable: where they name different places, both are
/// shown and nothing is done.
/// </summary>
public sealed record ChosenEnvironment
{
    private const string EnvVariable = "HYOPS_ENV";
    private const string RootVariable = "HYOPS_RUNTIME_ROOT";

    /// <summary>The environment.</summary>
    public required EnvironmentName Name { get; init; }

    /// <summary>Whether anybody named it; else it is <c>local</c>, implied.</summary>
    public required bool IsNamed { get; init; }

    /// <summary>Its runtime root.</summary>
    public required RuntimeRoot Root { get; init; }

    /// <summary>Decides.</summary>
    /// <param name="world">Variables, home and working directory.</param>
    /// <param name="envOption">What <c>--env</c> says.</param>
    /// <param name="rootOption">What <c>--root</c> says; relative to the working directory.</param>
    /// <exception cref="RootException">A name is bad, an option contradicts a variable, or there is no home.</exception>
    public static ChosenEnvironment From(Surroundings world, string? envOption, string? rootOption)
    {
        var named = NamedBy(world, envOption);
        var name = named ?? EnvironmentName.Local;
        var root = RootOf(world, name, envOption, rootOption);
        return UsualOwnerOf(root) is { } owner && owner != name
            ? named is not null ? throw OwnedByAnother(envOption, name, root, owner) : new ChosenEnvironment { Name = owner, IsNamed = true, Root = new RuntimeRoot(root) }
            : new ChosenEnvironment { Name = name, IsNamed = named is not null, Root = new RuntimeRoot(root) };
    }

    /// <summary>
    /// Decides for a verb that changes nothing: where nobody names anything and there is no root of <c>local</c>, a root of the days before
    /// environments, <c>~/.hybridops</c> itself, is read.
    /// </summary>
    /// <param name="world">Variables, home and working directory.</param>
    /// <param name="envOption">What <c>--env</c> says.</param>
    /// <param name="rootOption">What <c>--root</c> says; relative to the working directory.</param>
    /// <exception cref="RootException">As <see cref="From"/>.</exception>
    public static ChosenEnvironment ForReading(Surroundings world, string? envOption, string? rootOption)
    {
        var chosen = From(world, envOption, rootOption);
        return !chosen.IsNamed && rootOption is null && VariableRoot(world) is null && !Path.Exists(chosen.Root.FullPath) && Legacy(chosen.Root) is { } legacy
            ? chosen with { Root = legacy }
            : chosen;
    }

    private static RuntimeRoot? Legacy(RuntimeRoot usual)
    {
        var root = new RuntimeRoot(Path.GetFullPath("../..", usual.FullPath));
        return Path.Exists(root.BundleFile) || Path.Exists(root.LogsDirectory) ? root : null;
    }

    /// <summary>The environment that the operator names, without looking for its root; null where nobody names one.</summary>
    /// <param name="world">Gives the variables.</param>
    /// <param name="envOption">What <c>--env</c> says.</param>
    /// <exception cref="RootException">The name is bad, or the option contradicts the variable.</exception>
    public static EnvironmentName? NamedBy(Surroundings world, string? envOption)
    {
        var envVariable = world.Variables.GetValueOrDefault(EnvVariable) is { Length: > 0 } env ? env : null;
        if (envOption is not null && envVariable is not null && envOption != envVariable)
        {
            throw RootException.Contradiction($"--env {envOption}", $"environment {envOption}", $"{EnvVariable}={envVariable}", $"environment {envVariable}");
        }

        return envOption is not null ? Named("--env", envOption)
            : envVariable is not null ? Named(EnvVariable, envVariable)
            : null;
    }

    // envs/prod is the root of prod: another name there would let rules of one environment run on another's state.
    private static EnvironmentName? UsualOwnerOf(string root) =>
        Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(root))) is "envs"
        && EnvironmentName.TryParse(Path.GetFileName(Path.TrimEndingDirectorySeparator(root)), out var owner) ? owner : null;

    private static RootException OwnedByAnother(string? envOption, EnvironmentName name, string root, EnvironmentName owner) =>
        RootException.Contradiction($"the runtime root {root}", $"environment {owner}", envOption is null ? $"{EnvVariable}={name}" : $"--env {name}", $"environment {name}");

    private static string RootOf(Surroundings world, EnvironmentName name, string? envOption, string? rootOption)
    {
        var variable = VariableRoot(world);
        if (rootOption is not null)
        {
            var root = world.Absolute(rootOption);
            return variable is null || SamePlace(variable, root)
                ? root
                : throw RootException.Contradiction($"--root {rootOption}", root, $"{RootVariable}={variable}", variable);
        }

        if (variable is null)
        {
            return UsualRoot(world, name);
        }

        return envOption is null || SamePlace(variable, UsualRoot(world, name))
            ? variable
            : throw RootException.Contradiction($"--env {envOption}", UsualRoot(world, name), $"{RootVariable}={variable}", variable);
    }

    private static string? VariableRoot(Surroundings world) =>
        world.Variables.GetValueOrDefault(RootVariable) is not { Length: > 0 } text ? null
        : Path.IsPathFullyQualified(text) ? text
        : throw RootException.RelativeVariable(RootVariable, text);

    private static string UsualRoot(Surroundings world, EnvironmentName name) =>
        world.Home is not { } home ? throw RootException.NoHome()
        : Path.IsPathFullyQualified(home) ? Path.Combine(home, ".hybridops", "envs", name.Value)
        : throw RootException.RelativeVariable("HOME", home);

    private static EnvironmentName Named(string source, string text) =>
        EnvironmentName.TryParse(text, out var name) ? name : throw RootException.BadName(source, text);

    private static bool SamePlace(string one, string other) =>
        Path.TrimEndingDirectorySeparator(one) == Path.TrimEndingDirectorySeparator(other);
}
