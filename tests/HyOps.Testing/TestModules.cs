using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Testing;

/// <summary>Modules, steps and environments for tests that are not about reading them from files.</summary>
public static class TestModules
{
    private static readonly SourceLocation Nowhere = new("test.yml", 1, 1);

    /// <summary>A module's contract.</summary>
    /// <param name="moduleRef">Its name.</param>
    /// <param name="driver">Its tool.</param>
    /// <param name="directory">Its folder.</param>
    /// <param name="publish">Its published outputs.</param>
    public static ModuleContract Contract(string moduleRef = "core/test/thing", DriverKind driver = DriverKind.Terraform, string directory = "/nowhere", params string[] publish) => new()
    {
        ModuleRef = ModuleRef.Parse(moduleRef),
        Location = Nowhere,
        Directory = directory,
        Defaults = Map(),
        Driver = driver,
        Stack = driver.ToString().ToLowerInvariant(),
        Publish = [.. publish],
    };

    /// <summary>A step.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="needs">The steps that it waits for.</param>
    public static PlanStep Step(string id, params string[] needs) => Step(id, Contract(), needs);

    /// <summary>A step of a given module.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="contract">The module.</param>
    /// <param name="needs">The steps that it waits for.</param>
    public static PlanStep Step(string id, ModuleContract contract, params string[] needs) => new()
    {
        Id = id,
        Location = Nowhere,
        Module = new ResolvedModule { Contract = contract, Inputs = Map() },
        Needs = [.. needs],
    };

    /// <summary>A map of plain scalars.</summary>
    /// <param name="entries">Keys with their text.</param>
    public static ConfigMap Map(params (string Key, string Text)[] entries) =>
        new(Nowhere, [.. entries.Select(entry => new ConfigEntry(entry.Key, Nowhere, new ConfigScalar(Nowhere, entry.Text, IsPlain: true)))]);

    /// <summary>An environment without phases.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tier">Its tier.</param>
    public static EnvironmentDefinition Environment(string name = "local", Tier tier = Tier.Local) => new()
    {
        Name = EnvironmentName.Parse(name),
        Location = Nowhere,
        Directory = "/nowhere",
        Tier = tier,
    };

    /// <summary>Secrets by name.</summary>
    /// <param name="secrets">Names with values.</param>
    public static SecretBundle Bundle(params (string Name, string Value)[] secrets) =>
        SecretBundle.From(secrets.Select(secret => KeyValuePair.Create(SecretName.Parse(secret.Name), SecretValue.From(secret.Value))));
}
