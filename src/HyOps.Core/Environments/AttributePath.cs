using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HyOps.Core.Environments;

/// <summary>
/// A place in a resource: <c>network_acls[0].default_action</c>, <c>tags["cost.centre"]</c>, <c>rule[*].port</c>. A name that meets a list means
/// each of its elements, as <c>[*]</c> does: nested blocks are lists, and an author need not know that.
/// </summary>
public sealed partial record AttributePath
{
    private AttributePath(string text, ImmutableArray<AttributeStep> steps) => (Text, Steps) = (text, steps);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>From the resource inwards; at least one, the first a name.</summary>
    public ImmutableArray<AttributeStep> Steps { get; }

    /// <summary>Takes a path.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="path">The path, where the text is one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out AttributePath? path)
    {
        path = PathForm().Match(text) is { Success: true } match
            ? new AttributePath(text, [.. match.Groups["step"].Captures.Select(static capture => StepOf(capture.Value))])
            : null;
        return path is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static AttributeStep StepOf(string text) => text switch
    {
        "[*]" => new AttributeStep(null, null),
        ['[', '"', .. var key, '"', ']'] => new AttributeStep(Unescape().Replace(key, "$1"), null),
        ['[', .. var index, ']'] => new AttributeStep(null, int.Parse(index, CultureInfo.InvariantCulture)),
        _ => new AttributeStep(text.TrimStart('.'), null),
    };

    [GeneratedRegex("""\A(?<step>[A-Za-z_][A-Za-z0-9_-]*)(?<step>\.[A-Za-z0-9_][A-Za-z0-9_-]*|\[\*\]|\[[0-9]{1,6}\]|\["(?:[^"\\]|\\.)*"\])*\z""", RegexOptions.ExplicitCapture)]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Unescape();
}

/// <summary>One step of a path.</summary>
/// <param name="Name">The name of an attribute, or a map's key; null for a list's elements.</param>
/// <param name="Index">Which element; null with no name for all of them.</param>
public sealed record AttributeStep(string? Name, int? Index);
