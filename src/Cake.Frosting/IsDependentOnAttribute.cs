namespace Cake.Frosting;

/// <summary>Another task runs before this one.</summary>
/// <param name="task">The class of the other task.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type task) : Attribute
{
    /// <summary>The class of the other task.</summary>
    public Type Task { get; } = task;
}
