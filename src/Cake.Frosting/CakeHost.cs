using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A console program whose targets are classes: composed in Main, then run.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection services = [];
    private readonly HashSet<Assembly> assemblies = [];

    /// <summary>A host with the tasks of the program's own assembly.</summary>
    public CakeHost()
    {
        services.AddEngine();
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            assemblies.Add(entry);
        }
    }

    /// <summary>Adds the public tasks of another assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers what contexts, lifetimes and tasks take in their constructors, or replaces a service of the engine.</summary>
    /// <param name="configureServices">Called at once.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> configureServices)
    {
        ArgumentNullException.ThrowIfNull(configureServices);
        configureServices(services);
        return this;
    }

    /// <summary>Runs the targets that the arguments name, or shows what they ask for.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0, or the exit code of the exception that stopped the run (1 where it has none).</returns>
    public int Run(IEnumerable<string> args) => Run(args, assemblies.SelectMany(assembly => assembly.GetExportedTypes()));

    internal int Run(IEnumerable<string> args, IEnumerable<Type> types)
    {
        var arguments = HostArguments.Parse([.. args]);
        services.AddSingleton<ICakeArguments>(arguments.ToCake());
        using var provider = services.BuildServiceProvider();
        var log = provider.GetRequiredService<ICakeLog>();
        try
        {
            log.Verbosity = arguments.Verbosity;
            new EngineRun(provider, arguments).Execute([.. types.Where(TaskType.IsTask).Select(type => new TaskType(type)).OrderBy(task => task.Name, StringComparer.Ordinal)]);
            return 0;
        }
        catch (Exception exception)
        {
            return log.LogException(exception);
        }
    }
}
