using HyOps.Core;

namespace HyOps.Drivers.Stacks;

/// <summary>A stack (the folder with a tool's files) that cannot be run at all, with the reason and the next step.</summary>
public sealed class StackException : HyOpsException
{
    private StackException(ExitCode exitCode, string message, string nextStep, Exception? cause = null)
        : base(exitCode, message, nextStep, cause)
    {
    }

    /// <summary>The folder is not there.</summary>
    /// <param name="module">The module.</param>
    /// <param name="directory">The folder.</param>
    public static StackException Missing(string module, string directory) =>
        new(ExitCode.InvalidContract, $"{module}: its stack {directory} is no directory", "create it, or name another with execution.stack in spec.yml");

    /// <summary>The folder lacks the file that the tool starts from.</summary>
    /// <param name="module">The module.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="wanted">What is missing, as people say it.</param>
    public static StackException NoMain(string module, string directory, string wanted) =>
        new(ExitCode.InvalidContract, $"{module}: its stack {directory} has no {wanted}", $"add {wanted} to the stack, or name another with execution.stack in spec.yml");

    /// <summary>The stack does not say how what it made is removed.</summary>
    /// <param name="module">The module.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="wanted">The file that would.</param>
    public static StackException NoDestroy(string module, string directory, string wanted) =>
        new(ExitCode.Refused, $"{module}: its stack {directory} has no {wanted}, so nobody knows how to remove what it made", $"write {wanted}; or remove it by hand, and run the other steps' destroy after that");

    /// <summary>A link points out of the stack: the copy that runs would not have what it points to.</summary>
    /// <param name="link">The link.</param>
    /// <param name="target">Where it points.</param>
    public static StackException LinkLeaves(string link, string target) =>
        new(ExitCode.InvalidContract, $"{link}: links to {target}, outside of the stack", "copy the file into the stack: a stack is complete in itself");

    /// <summary>An input holds a secret's value where only names may stand.</summary>
    /// <param name="module">The module.</param>
    /// <param name="field">The input's path.</param>
    public static StackException SecretInInput(string module, string field) =>
        new(ExitCode.Refused, $"{module}: the input {field} holds the value of a secret, which would be written to a file", "give the name of the key in a *_env field instead; the value reaches the tool through its environment");

    /// <summary>A file of the stack cannot be read as what it should be.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cause">What is wrong with it.</param>
    public static StackException Unreadable(string file, Exception cause) =>
        new(ExitCode.InvalidContract, $"{file}: cannot be read: {cause.Message}", "correct the file", cause);

    /// <summary>The inventory of the environment is not there.</summary>
    /// <param name="file">The file.</param>
    public static StackException NoInventory(string file) =>
        new(ExitCode.InvalidContract, $"{file}: there is no inventory for Ansible", "write it: the hosts and groups that playbooks name, in Ansible's YAML form");

    /// <summary>A previous run could not save its state; going on would lose it.</summary>
    /// <param name="file">The rescued state.</param>
    /// <param name="command">The command that saves it.</param>
    public static StackException StateNotSaved(string file, string command) =>
        new(ExitCode.Refused, $"{file}: an earlier run could not save its Terraform state, which lies there", $"save it, then run again: {command}");
}
