namespace HyOps.Faults;

/// <summary>One thing that goes wrong, done to a real run.</summary>
/// <param name="Group">What it is about; <c>--only</c> takes it.</param>
/// <param name="What">What goes wrong, and when.</param>
/// <param name="Expected">What should come of it, in the words in which <paramref name="Try"/> tells what did.</param>
/// <param name="Try">Does it and tells what happened. It has servers of its own, as others are done at the same time.</param>
internal sealed record Fault(string Group, string What, string Expected, Func<Servers, CancellationToken, Task<string>> Try);

/// <summary>A fault and what came of it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Happened">What happened.</param>
internal sealed record Outcome(Fault Fault, string Happened)
{
    /// <summary>Whether it is what was expected.</summary>
    public bool IsExpected => Happened == Fault.Expected;

    /// <summary>For whoever watches.</summary>
    public override string ToString() => IsExpected ? $"ok   {Fault.What}: {Happened}" : $"FAIL {Fault.What}: {Happened} (expected: {Fault.Expected})";
}
