using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>The engine's own services, composed as Cake composes them.</summary>
internal static class EngineServices
{
    public static void AddEngine(this IServiceCollection services)
    {
        services.UseModule<CoreModule>();
        services.AddCakeDiagnostics();
        services.AddSingleton<IFrostingContext, FrostingContext>();
        services.AddSingleton<ICakeReportPrinter, CakeSpectreReportPrinter>();
        services.AddSingleton<IAnsiConsole>(_ => AnsiConsole.Create(new AnsiConsoleSettings()));
        services.AddSingleton(ReadConfiguration);
    }

    // From cake.config, CAKE_* variables and the command line, in that order: it must not be built before the arguments are known.
    private static ICakeConfiguration ReadConfiguration(IServiceProvider provider)
    {
        var arguments = provider.GetRequiredService<ICakeArguments>().GetArguments();
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        return new CakeConfigurationProvider(provider.GetRequiredService<IFileSystem>(), environment).CreateConfiguration(
            environment.WorkingDirectory,
            arguments.ToDictionary(pair => pair.Key, pair => pair.Value.LastOrDefault() ?? "", StringComparer.OrdinalIgnoreCase));
    }
}
