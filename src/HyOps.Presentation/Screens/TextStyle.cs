namespace HyOps.Presentation.Screens;

/// <summary>What a text means; the colours follow from it. Nothing is said by colour alone.</summary>
public enum TextStyle
{
    /// <summary>As the terminal has it.</summary>
    Normal,

    /// <summary>Headings and labels.</summary>
    Strong,

    /// <summary>Side remarks.</summary>
    Quiet,

    /// <summary>As wanted.</summary>
    Good,

    /// <summary>Something was changed, or is under way.</summary>
    Changed,

    /// <summary>Look here.</summary>
    Warning,

    /// <summary>Did not succeed.</summary>
    Bad,
}
