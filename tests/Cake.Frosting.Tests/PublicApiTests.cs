using System.Reflection;

namespace Cake.Frosting.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_part_of_the_packages_api_that_we_use()
    {
        var lines = typeof(CakeHost).Assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Prepend($"{type.FullName} : {Parents(type)}"));

        Golden.Matches("Cake.Frosting.api.txt", string.Join('\n', lines) + "\n");
    }

    private static string Parents(Type type) =>
        string.Join(", ", type.GetInterfaces().Select(parent => parent.Name).Order(StringComparer.Ordinal).Prepend(type.BaseType?.Name ?? "-"));

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not MethodInfo { IsSpecialName: true })
            .Select(member => $"  {member.MemberType} {member}")
            .Order(StringComparer.Ordinal);
}
