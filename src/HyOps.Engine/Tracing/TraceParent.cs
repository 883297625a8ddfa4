using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HyOps.Engine.Tracing;

/// <summary>W3C trace context, as one variable (https://www.w3.org/TR/trace-context/#traceparent-header): <c>00-&lt;trace&gt;-&lt;span&gt;-&lt;flags&gt;</c>.</summary>
/// <param name="TraceId">32 lower-case hex digits.</param>
/// <param name="SpanId">16 lower-case hex digits: the caller's span.</param>
/// <param name="Sampled">Whether the caller records the trace.</param>
internal sealed partial record TraceParent(string TraceId, string SpanId, bool Sampled)
{
    /// <summary>The variable that parents and children know it by.</summary>
    public const string Variable = "TRACEPARENT";

    /// <summary>Reads one; what is none begins a new trace, as the standard asks.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TraceParent? parent)
    {
        var match = Form().Match(text ?? "");
        var (trace, span) = (match.Groups["trace"].Value, match.Groups["span"].Value);
        parent = match.Success && (match.Groups["version"].Value != "00" || !match.Groups["more"].Success) && trace.Trim('0').Length > 0 && span.Trim('0').Length > 0
            ? new TraceParent(trace, span, (Convert.ToByte(match.Groups["flags"].Value, 16) & 1) != 0)
            : null;
        return parent is not null;
    }

    /// <summary>As a child reads it.</summary>
    public override string ToString() => $"00-{TraceId}-{SpanId}-{(Sampled ? "01" : "00")}";

    // A later version may add fields after a dash; version ff is forbidden.
    [GeneratedRegex(@"\A(?!ff)(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Form();
}
