using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>A secret that was found where it must not be.</summary>
/// <param name="Value">Which one.</param>
/// <param name="Form">The form that it was in, in a word or two: <c>base64</c>.</param>
public sealed record FoundForm(SecretValue Value, string Form);
