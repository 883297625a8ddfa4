using System.Globalization;
using System.Text.RegularExpressions;
using HyOps.Core;

namespace HyOps.Engine.Plans;

/// <summary>What the operator asks of a phase beside running it in one go: make a plan for approval, or apply one.</summary>
public sealed partial record PlanOptions
{
    /// <summary>How long a plan is good, where <c>--plan-expires</c> says nothing else.</summary>
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(24);

    private const int LongestName = 120;
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    /// <summary><c>--plan-only</c>: make a plan, seal it, and change nothing.</summary>
    public bool PlanOnly { get; init; }

    /// <summary><c>--plan-expires</c>, as typed: <c>4h</c>.</summary>
    public string? Expires { get; init; }

    /// <summary><c>--apply-plan</c>: the id of the plan to apply, or the beginning or end of exactly one.</summary>
    public string? Apply { get; init; }

    /// <summary><c>--approve</c>: the name of the person who approved it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>How long the plan to be made is good.</summary>
    internal TimeSpan Lifetime => Expires is null ? UsualLifetime : Parse(Expires) ?? throw BadLifetime(Expires);

    /// <summary>Refuses options that do not go together.</summary>
    /// <param name="destroys">Whether <c>--destroy</c> is given.</param>
    /// <exception cref="HyOpsException">They do not.</exception>
    internal void Require(bool destroys)
    {
        if (destroys && (PlanOnly || Apply is not null))
        {
            throw Unfit("--destroy judges its plans before anything is removed, and is not sealed", "leave out --plan-only and --apply-plan");
        }

        if (PlanOnly && Apply is not null)
        {
            throw Unfit("--plan-only makes a plan and --apply-plan applies one", "say one of them");
        }

        if (Apply is null && ApprovedBy is not null)
        {
            throw Unfit("--approve approves a plan, and --apply-plan names none", "say which: --apply-plan ID ('hyops plans list' shows them)");
        }

        if (!PlanOnly && Expires is not null)
        {
            throw Unfit("--plan-expires is for a plan that is made", "add --plan-only, or leave it out");
        }

        if (Apply is not null && !IsName(ApprovedBy))
        {
            throw Unfit("--apply-plan needs the name of the person who approved the plan", "add --approve \"name\": the run record keeps it");
        }

        _ = Lifetime;
    }

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= LongestName && !name.Any(char.IsControl);

    private static TimeSpan? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var count = int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
        var lifetime = match.Groups["unit"].Value switch { "m" => TimeSpan.FromMinutes(count), "h" => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) };
        return lifetime > TimeSpan.Zero && lifetime <= LongestLifetime ? lifetime : null;
    }

    private static HyOpsException BadLifetime(string text) => Unfit($"--plan-expires {text} is no time that a plan can be good", "say minutes, hours or days, 30d at most: 30m, 4h, 2d");

    private static HyOpsException Unfit(string message, string nextStep) => new(ExitCode.OperatorError, message, nextStep);

    [GeneratedRegex(@"\A(?<count>[0-9]{1,5})(?<unit>[mhd])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
