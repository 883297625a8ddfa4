using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Runs;
using HyOps.Core.World;

namespace HyOps.Engine.Tracing;

/// <summary>
/// The ids of a run's trace: one span for the run, one for each step. They follow from the run's id, so that children get theirs whether traces are
/// exported or not; the trace itself is the caller's, where <c>TRACEPARENT</c> names one.
/// </summary>
internal sealed class RunTrace
{
    private readonly RunId run;

    private RunTrace(RunId run, TraceParent? parent)
    {
        this.run = run;
        TraceId = parent?.TraceId ?? Hex(run.Value, 16);
        ParentSpanId = parent?.SpanId;
        Sampled = parent?.Sampled ?? true;
    }

    /// <summary>32 hex digits.</summary>
    public string TraceId { get; }

    /// <summary>The caller's span; null where there is none.</summary>
    public string? ParentSpanId { get; }

    /// <summary>Whether the caller records the trace; true without one.</summary>
    public bool Sampled { get; }

    /// <summary>The run's own span.</summary>
    public string RootSpanId => Hex($"{run.Value}/", 8);

    /// <summary>The trace of a run in this world.</summary>
    public static RunTrace Of(RunId run, Surroundings world) =>
        new(run, TraceParent.TryParse(world.Variables.GetValueOrDefault(TraceParent.Variable), out var parent) ? parent : null);

    /// <summary>A step's span.</summary>
    public string SpanIdOf(string step) => Hex($"{run.Value}/{step}", 8);

    /// <summary>What a step's children are given.</summary>
    public string ForChildrenOf(string step) => new TraceParent(TraceId, SpanIdOf(step), Sampled).ToString();

    private static string Hex(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
