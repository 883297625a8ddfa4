using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Tells the engine about a task; the task itself is created when it is needed.</summary>
internal sealed class TaskRegistration(ICakeEngine engine, IFrostingContext context, TaskType task, IServiceProvider provider)
{
    private readonly Lazy<IFrostingTask> instance = new(() => (IFrostingTask)ActivatorUtilities.CreateInstance(provider, task.Type));

    public void Register()
    {
        RequireContext();
        var builder = engine.RegisterTask(task.Name).Description(task.Description ?? "");
        if (task.Overrides("Run", "RunAsync"))
        {
            builder.Does(_ => instance.Value.RunAsync(context));
        }

        if (task.Overrides("ShouldRun"))
        {
            builder.WithCriteria(_ => instance.Value.ShouldRun(context));
        }

        RegisterErrors(builder);
        RegisterOrder(builder);
    }

    private void RegisterErrors(CakeTaskBuilder builder)
    {
        if (task.Overrides("OnError"))
        {
            builder.OnError(exception => instance.Value.OnError(exception, context));
        }
        else if (task.ContinuesOnError)
        {
            builder.ContinueOnError();
        }

        if (task.Overrides("Finally"))
        {
            builder.Finally(() => instance.Value.Finally(context));
        }
    }

    private void RegisterOrder(CakeTaskBuilder builder)
    {
        foreach (var dependency in task.Dependencies)
        {
            builder.IsDependentOn(NameOf(dependency));
        }

        foreach (var dependee in task.Dependees)
        {
            builder.IsDependeeOf(NameOf(dependee));
        }
    }

    private string NameOf(Type other) => TaskType.IsTask(other)
        ? TaskType.NameOf(other)
        : throw new CakeException($"task {task.Name} ({task.Type.FullName}) names {other.FullName}, which is no task: use a class that derives from FrostingTask<T>");

    private void RequireContext()
    {
        if (task.ContextType is { } wanted && !wanted.IsInstanceOfType(context))
        {
            throw new CakeException(
                $"task {task.Name} ({task.Type.FullName}) takes the context {wanted.FullName}, and the host has {context.GetType().FullName}: give UseContext<T> that type");
        }
    }
}
