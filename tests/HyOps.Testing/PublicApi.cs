using System.Reflection;

namespace HyOps.Testing;

/// <summary>What an assembly shows to others, as text for a golden file: who changes it sees that others may be broken.</summary>
public static class PublicApi
{
    private static readonly string[] OfRecords = ["Equals", "GetHashCode", "ToString", "<Clone>$", "Deconstruct", "PrintMembers", "EqualityContract"];

    /// <summary>The public types with their parents and members, sorted.</summary>
    /// <param name="assembly">The assembly.</param>
    public static string Of(Assembly assembly)
    {
        var lines = assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Prepend($"{type.FullName} : {Parents(type)}"));
        return string.Join('\n', lines) + "\n";
    }

    private static string Parents(Type type) =>
        string.Join(", ", type.GetInterfaces().Select(parent => parent.Name).Order(StringComparer.Ordinal).Prepend(type.BaseType?.Name ?? "-"));

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not MethodInfo { IsSpecialName: true } && !OfRecords.Contains(member.Name))
            .Select(member => $"  {member.MemberType} {member}")
            .Order(StringComparer.Ordinal);
}
