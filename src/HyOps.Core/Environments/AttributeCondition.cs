using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HyOps.Core.Environments;

/// <summary>What a rule asks of an attribute's value.</summary>
/// <param name="Words">For people, after the attribute's name: <c>equals 'true'</c>.</param>
public abstract record AttributeCondition(string Words)
{
    /// <summary>Whether a value, known and not null, is as the rule says.</summary>
    /// <param name="value">A value of a plan.</param>
    public abstract bool Holds(JsonElement value);

    /// <summary>Whether it holds of an attribute that is null or not there.</summary>
    public abstract bool HoldsOfNothing { get; }

    /// <summary>Whether it asks about the whole of a list or map, and not about each element.</summary>
    public virtual bool IsAboutWhole => false;
}

/// <summary><c>equals: TEXT</c>; booleans and numbers equal their texts, as Terraform converts one to the other.</summary>
/// <param name="Expected">The text.</param>
public sealed record EqualsCondition(string Expected) : AttributeCondition($"equals '{Expected}'")
{
    /// <inheritdoc/>
    public override bool HoldsOfNothing => false;

    /// <inheritdoc/>
    public override bool Holds(JsonElement value) => Same(value, Expected);

    internal static bool Same(JsonElement value, string expected) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() == expected,
        JsonValueKind.True => expected == "true",
        JsonValueKind.False => expected == "false",
        JsonValueKind.Number => value.GetRawText() == expected || (NumberOf(value.GetRawText()) is { } number && number == NumberOf(expected)),
        _ => false,
    };

    private static decimal? NumberOf(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary><c>not_equals: TEXT</c>. It holds of nothing, too: what is not set is not the text.</summary>
/// <param name="Expected">The text.</param>
public sealed record NotEqualsCondition(string Expected) : AttributeCondition($"is not '{Expected}'")
{
    /// <inheritdoc/>
    public override bool HoldsOfNothing => true;

    /// <inheritdoc/>
    public override bool Holds(JsonElement value) => !EqualsCondition.Same(value, Expected);
}

/// <summary><c>matches: REGEX</c>, anywhere in the text of a string, number or boolean.</summary>
/// <param name="Pattern">The expression; one that never backtracks, so that no value can stop a run.</param>
public sealed record MatchesCondition(Regex Pattern) : AttributeCondition($"matches '{Pattern}'")
{
    /// <summary>How expressions are compiled.</summary>
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <inheritdoc/>
    public override bool HoldsOfNothing => false;

    /// <inheritdoc/>
    public override bool Holds(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Pattern.IsMatch(value.GetString()!),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => Pattern.IsMatch(value.GetRawText()),
        _ => false,
    };
}

/// <summary><c>present: true</c> for anything but null, an empty text, list or map; <c>present: false</c> for those.</summary>
/// <param name="Expected">Which.</param>
public sealed record PresentCondition(bool Expected) : AttributeCondition(Expected ? "is set" : "is not set")
{
    /// <inheritdoc/>
    public override bool HoldsOfNothing => !Expected;

    /// <inheritdoc/>
    public override bool IsAboutWhole => true;

    /// <inheritdoc/>
    public override bool Holds(JsonElement value)
    {
        var isThere = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.EnumerateObject().Any(),
            _ => true,
        };
        return isThere == Expected;
    }
}
