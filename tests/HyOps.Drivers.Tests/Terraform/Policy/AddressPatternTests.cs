using System.Text.RegularExpressions;
using HyOps.Drivers.Terraform.Policy;

namespace HyOps.Drivers.Tests.Terraform.Policy;

public sealed class AddressPatternTests
{
    private static readonly string[] Keys = ["0", "17", "\"a\"", "\"x.y\"", "\"q\\\"u\"", "\"]\"", "\"module.db.\"", "\"*\""];

    [Theory]
    [InlineData("azurerm_key_vault.*", "azurerm_key_vault.main", true)]
    [InlineData("azurerm_key_vault.*", "module.a[\"x.y\"].module.b.azurerm_key_vault.main[0]", true)]
    [InlineData("azurerm_key_vault.*", "azurerm_key_vault_secret.main", false)]
    [InlineData("azurerm_key_vault.main", "azurerm_key_vault.main[\"eu.west\"]", true)]
    [InlineData("azurerm_key_vault.main", "azurerm_key_vault.main2", false)]
    [InlineData("azurerm_key_vault.main[0]", "azurerm_key_vault.main[1]", false)]
    [InlineData("module.db.*", "module.db.module.inner.x.y", true)]
    [InlineData("module.db.*", "module.db[\"blue\"].x.y", true)]
    [InlineData("module.db[\"blue\"].*", "module.db[\"green\"].x.y", false)]
    [InlineData("module.db.*", "module.app.module.db.x.y", true)]
    [InlineData("module.db.*", "module.dbx.x.y", false)]
    [InlineData("*", "a.b", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-b-b-d", false)]
    public void A_pattern_means_addresses(string pattern, string address, bool expected) =>
        Assert.Equal(expected, AddressPattern.Matches(pattern, address));

    [Fact]
    public void An_address_means_itself_in_every_module_and_without_indexes_every_instance()
    {
        var random = new Random(20_240_711);
        for (var round = 0; round < 5_000; round++)
        {
            var (exact, bare) = Address(random, indexes: true);
            var (outer, _) = Modules(random, random.Next(3), indexes: true);

            Assert.True(AddressPattern.Matches(exact, exact), exact);
            Assert.True(AddressPattern.Matches(bare, exact), $"{bare} on {exact}");
            Assert.True(AddressPattern.Matches(exact, outer + exact), $"{exact} on {outer}{exact}");
            Assert.False(AddressPattern.Matches(bare + "x", exact), exact);
        }
    }

    [Fact]
    public void Stars_mean_what_the_regular_expression_means()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = Word(random, "ab.", 8);
            var pattern = Word(random, "ab.*", 6);
            var expected = Regex.IsMatch(text, $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z");

            Assert.True(AddressPattern.Glob(pattern, text) == expected, $"'{pattern}' on '{text}'");
        }
    }

    private static (string Exact, string Bare) Address(Random random, bool indexes)
    {
        var (exact, bare) = Modules(random, random.Next(3), indexes);
        var name = $"t_{Word(random, "abc_", 4)}.n{Word(random, "abc-", 4)}";
        return (exact + name + (indexes && random.Next(2) == 0 ? Index(random) : ""), bare + name);
    }

    private static (string Exact, string Bare) Modules(Random random, int depth, bool indexes)
    {
        var (exact, bare) = ("", "");
        for (var level = 0; level < depth; level++)
        {
            var name = $"module.m{Word(random, "abc", 3)}";
            exact += name + (indexes && random.Next(2) == 0 ? Index(random) : "") + ".";
            bare += name + ".";
        }

        return (exact, bare);
    }

    private static string Index(Random random) => $"[{Keys[random.Next(Keys.Length)]}]";

    private static string Word(Random random, string letters, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => letters[random.Next(letters.Length)]));
}
