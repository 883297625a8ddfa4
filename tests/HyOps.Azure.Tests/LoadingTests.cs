using System.Runtime.Loader;

namespace HyOps.Azure.Tests;

/// <summary>Verbs that need no vault do not pay for the SDK: registering the provider loads none of it.</summary>
public sealed class LoadingTests
{
    [Fact]
    public void Registering_the_provider_loads_no_assembly_of_the_sdk()
    {
        var folder = AppContext.BaseDirectory;
        var context = new AssemblyLoadContext("a host", isCollectible: true);
        var loaded = new List<string>();
        context.Resolving += (_, name) =>
        {
            loaded.Add(name.Name!);
            return context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"));
        };

        var provider = context.LoadFromAssemblyPath(Path.Combine(folder, "HyOps.Azure.dll")).GetType("HyOps.Azure.AzureKeyVaultProvider")!;
        var kind = provider.GetProperty("Kind")!.GetValue(Activator.CreateInstance(provider));

        Assert.Equal("azure-key-vault", kind);
        Assert.DoesNotContain(context.Assemblies.Select(assembly => assembly.GetName().Name).Concat(loaded), name => name!.StartsWith("Azure.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Identity", StringComparison.Ordinal));
        context.Unload();
    }
}
