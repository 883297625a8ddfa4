namespace Cake.Frosting;

/// <summary>The name of a task; without it, the name of its class.</summary>
/// <param name="name">The name, as the command line takes it; upper and lower case are the same.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
