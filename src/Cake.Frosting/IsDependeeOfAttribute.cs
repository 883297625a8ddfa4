namespace Cake.Frosting;

/// <summary>This task runs before another one.</summary>
/// <param name="task">The class of the other task.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type task) : Attribute
{
    /// <summary>The class of the other task.</summary>
    public Type Task { get; } = task;
}
