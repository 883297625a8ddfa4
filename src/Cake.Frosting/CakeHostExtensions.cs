using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What a host is composed of.</summary>
public static class CakeHostExtensions
{
    /// <summary>Names the context that the tasks share. The last call counts.</summary>
    /// <typeparam name="TContext">The context; its constructor takes registered services and <c>ICakeContext</c>.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext =>
        host.ConfigureServices(services => services.AddSingleton<IFrostingContext, TContext>());

    /// <summary>Names what runs before the first task and after the last one. The last call counts.</summary>
    /// <typeparam name="TLifetime">The lifetime.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime =>
        host.ConfigureServices(services => services.AddSingleton<IFrostingLifetime, TLifetime>());
}
