namespace HyOps.Presentation.Interrupts;

/// <summary>Where words about signals are shown.</summary>
public interface ISignalStage
{
    /// <summary>Shows lines of ours. Never throws: it is called on the signal's thread.</summary>
    /// <param name="lines">The lines.</param>
    void Say(IReadOnlyList<string> lines);

    /// <summary>Keeps still while a question is open, so that nothing is drawn over it.</summary>
    /// <param name="still">Whether to keep still.</param>
    void Hold(bool still);
}
