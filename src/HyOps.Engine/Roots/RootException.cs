using HyOps.Core;

namespace HyOps.Engine.Roots;

/// <summary>A runtime root that cannot be told.</summary>
public sealed class RootException : HyOpsException
{
    private RootException(string message, string nextStep)
        : base(Core.ExitCode.OperatorError, message, nextStep)
    {
    }

    /// <summary>An option and a variable name different places.</summary>
    /// <param name="option">The option with its value.</param>
    /// <param name="optionPlace">What it stands for.</param>
    /// <param name="variable">The variable with its value.</param>
    /// <param name="variablePlace">What it stands for.</param>
    public static RootException Contradiction(string option, string optionPlace, string variable, string variablePlace) => new(
        $"{option} means {optionPlace}, but {variable} means {variablePlace}",
        $"unset {variable.Split('=')[0]}, or make both say the same");

    /// <summary>The text is no environment's name.</summary>
    /// <param name="source">The option or variable.</param>
    /// <param name="text">What it says.</param>
    public static RootException BadName(string source, string text) => new(
        $"{source} is '{text}', which is not an environment's name", "use lower-case letters, digits and dashes, at most 63, starting with a letter or digit");

    /// <summary>There is no home directory to look below.</summary>
    public static RootException NoHome() => new("HOME is not set, so there is no ~/.hybridops", "set HOME, or say --root PATH");

    /// <summary>A relative path in a variable would mean another place in every directory.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="text">What it says.</param>
    public static RootException RelativeVariable(string variable, string text) => new($"{variable} is '{text}', which is not an absolute path", $"set {variable} to an absolute path");
}
