using HyOps.Engine.Init;

namespace HyOps.Presentation.Init;

/// <summary>The words for what <c>init</c> did, for people and JSON.</summary>
public static class InitWords
{
    /// <summary>The word in a sentence: <c>ready</c>, <c>template written</c>.</summary>
    /// <param name="outcome">How it ended.</param>
    public static string Of(InitOutcome outcome) => LabelOf(outcome).Replace('_', ' ');

    /// <summary>The label in JSON: <c>ready</c>, <c>verified</c>, <c>incomplete</c>, <c>template_written</c>.</summary>
    /// <param name="outcome">How it ended.</param>
    public static string LabelOf(InitOutcome outcome) => outcome is InitOutcome.TemplateWritten ? "template_written" : outcome.ToString().ToLowerInvariant();

    /// <summary>The label in JSON: <c>none</c>, <c>created</c>, <c>replaced</c>, <c>unchanged</c>.</summary>
    /// <param name="change">What became of the credentials.</param>
    public static string LabelOf(CredentialsChange change) => change.ToString().ToLowerInvariant();
}
