using HyOps.Engine.Setup;

namespace HyOps.Presentation.Setup;

/// <summary>The words for what setup found, for people and JSON.</summary>
public static class SetupWords
{
    /// <summary>The word: <c>found</c>, <c>wrong version</c>, <c>missing (optional)</c>.</summary>
    /// <param name="status">What was found.</param>
    public static string Of(ToolStatus status) => status switch
    {
        ToolStatus.WrongVersion => "wrong version",
        ToolStatus.OptionalMissing => "missing (optional)",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>The label in JSON: <c>found</c>, <c>wrong_version</c>, <c>optional_missing</c>.</summary>
    /// <param name="status">What was found.</param>
    public static string LabelOf(ToolStatus status) => status switch
    {
        ToolStatus.WrongVersion => "wrong_version",
        ToolStatus.OptionalMissing => "optional_missing",
        _ => status.ToString().ToLowerInvariant(),
    };
}
