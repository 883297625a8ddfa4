using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Runs;

namespace HyOps.Engine.Phases;

/// <summary>W3C trace context for children (https://www.w3.org/TR/trace-context/#traceparent-header): one trace a run, one span a step.</summary>
internal static class TraceParent
{
    /// <summary><c>00-&lt;32 hex of the run&gt;-&lt;16 hex of the step&gt;-01</c>.</summary>
    public static string Of(RunId run, string step) => $"00-{Hex(run.Value, 16)}-{Hex($"{run.Value}/{step}", 8)}-01";

    private static string Hex(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
