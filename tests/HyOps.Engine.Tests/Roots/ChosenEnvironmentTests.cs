using HyOps.Core;
using HyOps.Engine.Roots;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Roots;

public sealed class ChosenEnvironmentTests : IDisposable
{
    private readonly TestWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Without_a_word_it_is_local_and_implied()
    {
        var chosen = Choose();

        Assert.Equal("local", chosen.Name.Value);
        Assert.False(chosen.IsNamed);
        Assert.Equal(world.Folder.At("home", ".hybridops", "envs", "local"), chosen.Root.FullPath);
    }

    [Fact]
    public void A_root_of_the_days_before_environments_is_read_until_there_is_one_of_local()
    {
        world.Folder.Write("home/.hybridops/vault/bootstrap.vault.env", "$ANSIBLE_VAULT;1.1;AES256\n");
        var surroundings = world.Surroundings();

        var before = ChosenEnvironment.ForReading(surroundings, null, null);
        var named = ChosenEnvironment.ForReading(surroundings, "local", null);
        var written = ChosenEnvironment.From(surroundings, null, null);
        world.Folder.CreateFolder("home/.hybridops/envs/local");
        var after = ChosenEnvironment.ForReading(surroundings, null, null);

        Assert.Equal(world.Folder.At("home", ".hybridops"), before.Root.FullPath);
        Assert.All([named, written, after], chosen => Assert.EndsWith("/.hybridops/envs/local", chosen.Root.FullPath, StringComparison.Ordinal));
    }

    [Fact]
    public void An_option_names_the_environment_and_its_root()
    {
        var chosen = Choose(env: "site-a");

        Assert.True(chosen.IsNamed);
        Assert.EndsWith("/.hybridops/envs/site-a", chosen.Root.FullPath, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_names_it_too() =>
        Assert.Equal("site-a", Choose(("HYOPS_ENV", "site-a")).Name.Value);

    [Fact]
    public void An_empty_variable_says_nothing() =>
        Assert.False(Choose(("HYOPS_ENV", "")).IsNamed);

    [Fact]
    public void A_relative_root_starts_from_the_working_directory() =>
        Assert.Equal(world.Folder.At("there"), Choose(root: "there").Root.FullPath);

    [Fact]
    public void A_root_and_a_name_go_together()
    {
        var chosen = Choose(env: "site-a", root: "/srv/a");

        Assert.Equal(("site-a", "/srv/a"), (chosen.Name.Value, chosen.Root.FullPath));
    }

    [Fact]
    public void An_option_that_contradicts_the_variable_is_refused_and_both_are_shown()
    {
        var refused = Assert.Throws<RootException>(() => Choose(env: "dev", variables: ("HYOPS_ENV", "prod")));

        Assert.Equal(ExitCode.OperatorError, refused.ExitCode);
        Assert.Equal("--env dev means environment dev, but HYOPS_ENV=prod means environment prod", refused.Message);
    }

    [Fact]
    public void A_root_that_contradicts_the_variable_is_refused() =>
        Assert.Throws<RootException>(() => Choose(root: "/srv/a", variables: ("HYOPS_RUNTIME_ROOT", "/srv/b")));

    [Fact]
    public void A_name_whose_root_is_not_the_variables_is_refused() =>
        Assert.Throws<RootException>(() => Choose(env: "dev", variables: ("HYOPS_RUNTIME_ROOT", "/srv/prod")));

    [Fact]
    public void Options_that_say_the_same_as_variables_are_fine() =>
        Assert.Equal("/srv/a", Choose(root: "/srv/a/", variables: ("HYOPS_RUNTIME_ROOT", "/srv/a")).Root.FullPath.TrimEnd('/'));

    [Theory]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("-x")]
    public void A_bad_name_is_refused(string name) =>
        Assert.Throws<RootException>(() => Choose(env: name));

    [Fact]
    public void Without_a_home_it_says_so()
    {
        var refused = Assert.Throws<RootException>(() => ChosenEnvironment.From(world.Surroundings(new Dictionary<string, string?> { ["HOME"] = null }), null, null));

        Assert.Contains("HOME", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_home_an_explicit_root_still_works() =>
        Assert.Equal("/srv/a", ChosenEnvironment.From(world.Surroundings(new Dictionary<string, string?> { ["HOME"] = null }), null, "/srv/a").Root.FullPath);

    [Fact]
    public void A_root_in_the_usual_place_of_an_environment_belongs_to_it()
    {
        var prod = world.Folder.At("home", ".hybridops", "envs", "prod");

        var chosen = Choose(root: prod);

        Assert.Equal("prod", chosen.Name.Value);
        Assert.True(chosen.IsNamed);
        Assert.Contains("prod", Assert.Throws<RootException>(() => Choose("dev", prod)).Message, StringComparison.Ordinal);
        Assert.Throws<RootException>(() => Choose(root: prod, variables: ("HYOPS_ENV", "dev")));
    }

    private ChosenEnvironment Choose(params (string Name, string Value)[] variables) => Choose(null, null, variables);

    private ChosenEnvironment Choose(string? env = null, string? root = null, params (string Name, string Value)[] variables) =>
        ChosenEnvironment.From(world.Surroundings(variables.ToDictionary(pair => pair.Name, pair => (string?)pair.Value)), env, root);
}
