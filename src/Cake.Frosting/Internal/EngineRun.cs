using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>One run of the engine: registers tasks and lifetime, and hands over to the script host that the arguments ask for.</summary>
internal sealed class EngineRun(IServiceProvider provider, HostArguments arguments)
{
    private readonly ICakeEngine engine = provider.GetRequiredService<ICakeEngine>();
    private readonly IFrostingContext context = provider.GetRequiredService<IFrostingContext>();

    public void Execute(IReadOnlyList<TaskType> tasks)
    {
        foreach (var task in tasks)
        {
            new TaskRegistration(engine, context, task, provider).Register();
        }

        var host = CreateHost();
        if (arguments.Has("exclusive"))
        {
            host.Settings.UseExclusiveTarget();
        }

        host.RunTargets(arguments.Targets);
    }

    private ScriptHost CreateHost()
    {
        if (arguments.Has("tree"))
        {
            return new TreeScriptHost(engine, context, provider.GetRequiredService<IConsole>());
        }

        if (arguments.Has("description"))
        {
            return new DescriptionScriptHost(engine, context, provider.GetRequiredService<IAnsiConsole>());
        }

        // The engine calls setup and teardown in a dry run too: they are not registered, because a dry run changes nothing.
        if (arguments.Has("dryrun"))
        {
            return new DryRunScriptHost(engine, context, provider.GetRequiredService<ICakeLog>());
        }

        RegisterLifetime();
        return new BuildScriptHost(
            engine,
            provider.GetRequiredService<IExecutionStrategy>(),
            context,
            provider.GetRequiredService<ICakeReportPrinter>(),
            provider.GetRequiredService<ICakeConfiguration>(),
            provider.GetRequiredService<ICakeLog>());
    }

    private void RegisterLifetime()
    {
        if (provider.GetService<IFrostingLifetime>() is { } lifetime)
        {
            engine.RegisterSetupAction(info => lifetime.Setup(context, info));
            engine.RegisterTeardownAction(info => lifetime.Teardown(context, info));
        }
    }
}
