namespace HyOps.Core.World;

/// <summary>An answer at the terminal that cannot be taken. What was typed is not shown.</summary>
public sealed class PromptException : HyOpsException
{
    private PromptException(string message, string nextStep)
        : base(Core.ExitCode.OperatorError, message, nextStep)
    {
    }

    /// <summary>There is nobody to ask.</summary>
    public static PromptException NoTerminal() =>
        new("standard input is no terminal, so nobody can be asked", "run this at a terminal, or give the answer as an option");

    /// <summary>The terminal cuts longer lines off without a word.</summary>
    /// <param name="limit">The most bytes of a line.</param>
    public static PromptException TooLong(int limit) =>
        new($"a terminal takes at most {limit} bytes a line, and cuts off the rest", "give it through a pipe or a file");

    /// <summary>The bytes are no UTF-8.</summary>
    public static PromptException NotUtf8() =>
        new("what was typed is not UTF-8 text", "set the terminal to UTF-8, then type it again");
}
