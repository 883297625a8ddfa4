using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HyOps.Core.Environments;

/// <summary>A constraint on a tool's version: comparisons that must all hold, separated by spaces or commas: <c>&gt;=1.6 &lt;2</c>.</summary>
public sealed partial class VersionConstraint
{
    private static readonly string[] Operators = [">=", "<=", "!=", ">", "<", "="];
    private readonly ImmutableArray<(string Operator, Version Version)> comparisons;

    private VersionConstraint(string text, ImmutableArray<(string Operator, Version Version)> comparisons)
    {
        Text = text;
        this.comparisons = comparisons;
    }

    /// <summary>The constraint as written.</summary>
    public string Text { get; }

    /// <summary>Reads a constraint.</summary>
    /// <param name="text">The text.</param>
    /// <param name="constraint">The constraint, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out VersionConstraint? constraint)
    {
        constraint = null;
        var comparisons = ImmutableArray.CreateBuilder<(string, Version)>();
        foreach (var part in SpaceAfterOperator().Replace(text ?? "", "$1").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var comparison = Array.Find(Operators, candidate => part.StartsWith(candidate, StringComparison.Ordinal));
            if (!TryParseVersion(part[(comparison?.Length ?? 0)..], out var version))
            {
                return false;
            }

            comparisons.Add((comparison ?? "=", version));
        }

        constraint = comparisons.Count > 0 ? new VersionConstraint(text!, comparisons.ToImmutable()) : null;
        return constraint is not null;
    }

    /// <summary>Whether a version satisfies every comparison.</summary>
    /// <param name="version">The version, with at least major and minor.</param>
    public bool Allows(Version version) => comparisons.All(comparison => Holds(Normal(version).CompareTo(comparison.Version), comparison.Operator));

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool Holds(int order, string comparison) => comparison switch
    {
        ">=" => order >= 0,
        "<=" => order <= 0,
        ">" => order > 0,
        "<" => order < 0,
        "!=" => order != 0,
        _ => order == 0,
    };

    private static bool TryParseVersion(string text, [NotNullWhen(true)] out Version? version)
    {
        var parsed = Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0", out version);
        version = parsed ? Normal(version!) : null;
        return parsed;
    }

    private static Version Normal(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0));

    [GeneratedRegex(@"([<>=!])\s+")]
    private static partial Regex SpaceAfterOperator();
}
