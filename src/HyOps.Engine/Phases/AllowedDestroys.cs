using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;

namespace HyOps.Engine.Phases;

/// <summary>
/// What <c>--allow-destroy</c> names: <c>STEP:ADDRESS</c>, or the address alone where one step of the run has addresses. The same address in two
/// steps is two objects; one name must not destroy both.
/// </summary>
internal sealed partial class AllowedDestroys
{
    private readonly ILookup<string, string> addresses;

    private AllowedDestroys(IEnumerable<KeyValuePair<string, string>> named) => addresses = named.ToLookup(static name => name.Key, static name => name.Value, StringComparer.Ordinal);

    /// <summary>The addresses of a step.</summary>
    /// <param name="step">The step's id.</param>
    public ImmutableArray<string> Of(string step) => [.. addresses[step].Distinct(StringComparer.Ordinal)];

    /// <summary>Gives each name to its step.</summary>
    /// <param name="texts">What the operator wrote.</param>
    /// <param name="steps">The steps of the run.</param>
    /// <exception cref="HyOpsException">A text names no object, or nobody knows of which step.</exception>
    public static AllowedDestroys Of(IReadOnlyList<string> texts, IReadOnlyList<PlanStep> steps)
    {
        var planning = steps.Where(static step => step.Module.Contract.Driver is DriverKind.Terraform).Select(static step => step.Id).ToList();
        return new AllowedDestroys(texts.Select(text => Assign(Parse(text), text, planning)));
    }

    /// <summary>Checks the forms alone, before anything is read.</summary>
    /// <param name="texts">What the operator wrote.</param>
    /// <exception cref="HyOpsException">A text names no object.</exception>
    public static void Require(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Parse(text);
        }
    }

    private static KeyValuePair<string, string> Assign(Match name, string text, List<string> planning)
    {
        var address = name.Groups["address"].Value;
        var step = name.Groups["step"].Value;
        if (name.Groups["step"].Success)
        {
            return planning.Contains(step)
                ? KeyValuePair.Create(step, address)
                : throw Unfit($"--allow-destroy {text}: '{step}' is no step of this run that Terraform does", planning.Count == 0 ? "leave it out" : $"its steps are {string.Join(", ", planning)}");
        }

        return planning switch
        {
            [var only] => KeyValuePair.Create(only, address),
            [] => throw Unfit($"--allow-destroy {text}: no step of this run is done by Terraform", "leave it out"),
            _ => throw Unfit($"--allow-destroy {text}: more than one step may have this address", $"say which: {string.Join(" or ", planning.Select(id => $"{id}:{address}"))}"),
        };
    }

    private static Match Parse(string text)
    {
        if (Key().Replace(text, "").Contains('*', StringComparison.Ordinal))
        {
            throw Unfit($"--allow-destroy {text}: wildcards are not taken", "name each object by its whole address, as the refusal prints it; the option may be repeated");
        }

        return Form().Match(text) is { Success: true } match
            ? match
            : throw Unfit($"--allow-destroy {text}: this is no address", "write STEP:ADDRESS as the refusal prints it, in single quotes: 'network:module.lan.terraform_data.zone[\"a\"]'");
    }

    private static HyOpsException Unfit(string message, string nextStep) => new(ExitCode.OperatorError, message, nextStep);

    [GeneratedRegex("""\["(?:[^"\\]|\\.)*"\]""")]
    private static partial Regex Key();

    // Addresses: https://developer.hashicorp.com/terraform/cli/state/resource-addressing
    [GeneratedRegex(
        """
        \A((?<step>[a-z0-9][a-z0-9-]{0,62}):)?
        (?<address>(module\.[\p{L}_][\p{L}\p{N}_-]*(\[([0-9]+|"([^"\\]|\\.)*")\])?\.)*
        [\p{L}_][\p{L}\p{N}_-]*\.[\p{L}_][\p{L}\p{N}_-]*(\[([0-9]+|"([^"\\]|\\.)*")\])?
        (\ \(deposed\ object\ [0-9a-f]+\))?)\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Form();
}
