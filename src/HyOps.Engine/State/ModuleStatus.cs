namespace HyOps.Engine.State;

/// <summary>Where a module's instance stands, as <c>status</c> of its state file says.</summary>
public enum ModuleStatus
{
    /// <summary>Its last step ended well: the outputs are what is there.</summary>
    Ok,

    /// <summary>A step began to change it, and nobody has written its end: while it runs, and for ever where it was killed.</summary>
    Changing,

    /// <summary>A step began to destroy it, and nobody has written its end.</summary>
    Destroying,

    /// <summary>Its last step ended in order without success: the outputs are those of the success before.</summary>
    Failed,

    /// <summary>Its last step left a lock, or a state that its backend did not take: nothing about it is certain.</summary>
    Uncertain,
}
