namespace HyOps.Core.Runs;

/// <summary>A secret that a run left where it must not be.</summary>
/// <param name="Secret">Its name; <c>HYOPS_CANARY</c> where a child wrote down its whole environment.</param>
/// <param name="Place">The file, relative to the runtime root where it is below it; a file in an archive behind an exclamation mark.</param>
/// <param name="Form">The form that it is in: <c>plain</c>, <c>base64</c>.</param>
public sealed record Leak(string Secret, string Place, string Form);
