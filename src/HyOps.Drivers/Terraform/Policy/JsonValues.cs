using System.Text.Json;
using HyOps.Core.Environments;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>Walks the values of a plan: all texts in one, and what stands at a path.</summary>
internal static class JsonValues
{
    /// <summary>Each string, number and map key with its path, escapes undone.</summary>
    /// <param name="value">Any value; undefined has none.</param>
    /// <param name="path">Its path; empty at the top.</param>
    public static IEnumerable<(string Path, string Text)> TextsOf(JsonElement value, string path = "") => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member =>
            TextsOf(member.Value, Join(path, member.Name)).Prepend((Join(path, member.Name), member.Name))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => TextsOf(item, $"{path}[{index}]")),
        JsonValueKind.String => [(path, value.GetString()!)],
        JsonValueKind.Number => [(path, value.GetRawText())],
        _ => [],
    };

    /// <summary>How many places of a tree of <c>after_unknown</c> are true.</summary>
    /// <param name="unknown">The tree.</param>
    public static int UnknownIn(JsonElement unknown) => unknown.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.Object => unknown.EnumerateObject().Sum(static member => UnknownIn(member.Value)),
        JsonValueKind.Array => unknown.EnumerateArray().Sum(UnknownIn),
        _ => 0,
    };

    /// <summary>What stands at a path: each value, or that it is unknown. A list or map in the way of a name means each of its elements.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The resource's values.</param>
    /// <param name="unknown">Where they are unknown.</param>
    public static IEnumerable<FoundValue> At(AttributePath path, JsonElement value, JsonElement unknown) =>
        path.Steps.Aggregate(
            (IEnumerable<FoundValue>)[new FoundValue(value, unknown)],
            static (found, step) => found.SelectMany(one => Into(one, step)));

    /// <summary>The elements of a list where one was found, else the value itself; nothing of an empty list.</summary>
    /// <param name="found">What was found.</param>
    public static IEnumerable<FoundValue> Elements(FoundValue found) => found.IsList ? Members(found) : [found];

    private static IEnumerable<FoundValue> Into(FoundValue found, AttributeStep step)
    {
        if (found.IsUnknown || found.IsNothing)
        {
            return [found];
        }

        return step switch
        {
            { Name: { } name } when found.IsList => Members(found).SelectMany(member => Into(member, step)).DefaultIfEmpty(FoundValue.Nothing),
            { Name: { } name } => [found.Member(name)],
            { Index: { } index } => [found.Element(index)],
            _ => Members(found).DefaultIfEmpty(FoundValue.Nothing),
        };
    }

    private static IEnumerable<FoundValue> Members(FoundValue found) =>
        found.IsList ? Enumerable.Range(0, found.Length).Select(found.Element) : found.Names().Select(found.Member);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
