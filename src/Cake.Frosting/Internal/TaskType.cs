using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>What a task's class says about the task, so that no instance is needed before it runs.</summary>
/// <param name="type">The class.</param>
internal sealed class TaskType(Type type)
{
    public Type Type => type;

    public string Name { get; } = NameOf(type);

    public string? Description => type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public bool ContinuesOnError => type.IsDefined(typeof(ContinueOnErrorAttribute));

    public IEnumerable<Type> Dependencies => type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task);

    public IEnumerable<Type> Dependees => type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => attribute.Task);

    /// <summary>The context that the task takes; null where it implements the interface itself.</summary>
    public Type? ContextType => Bases.FirstOrDefault(IsFrostingBase)?.GetGenericArguments()[0];

    private IEnumerable<Type> Bases
    {
        get
        {
            for (var current = type; current is not null; current = current.BaseType)
            {
                yield return current;
            }
        }
    }

    public static bool IsTask(Type type) => typeof(IFrostingTask).IsAssignableFrom(type) && type is { IsClass: true, IsAbstract: false };

    public static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    /// <summary>Whether the class has a method of its own in place of the empty one.</summary>
    public bool Overrides(params ReadOnlySpan<string> methods)
    {
        foreach (var method in type.GetMethods())
        {
            if (methods.Contains(method.Name) && !IsFrostingBase(method.DeclaringType!))
            {
                return true;
            }
        }

        return ContextType is null;
    }

    private static bool IsFrostingBase(Type candidate) =>
        candidate.IsGenericType
        && (candidate.GetGenericTypeDefinition() == typeof(FrostingTask<>) || candidate.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>));
}
