namespace HyOps.Core.Problems;

// HYO11xx: the shape of spec.yml and environment.yml.
public static partial class ProblemCodes
{
    /// <summary>A required key is missing.</summary>
    public const string MissingKey = "HYO1101";

    /// <summary>A key is unknown.</summary>
    public const string UnknownKey = "HYO1102";

    /// <summary>A value is of the wrong kind.</summary>
    public const string WrongKind = "HYO1103";

    /// <summary>A value is not one of those allowed.</summary>
    public const string NotOneOf = "HYO1104";

    /// <summary>module_ref differs from the module's folder.</summary>
    public const string ModuleRefNotFolder = "HYO1105";

    /// <summary>api_version or kind is not the one read here.</summary>
    public const string UnknownFormat = "HYO1106";

    /// <summary>The folder of the tool's files is missing.</summary>
    public const string StackMissing = "HYO1107";

    /// <summary>A list names something twice.</summary>
    public const string ListedTwice = "HYO1108";

    /// <summary>No module was found.</summary>
    public const string NoModules = "HYO1109";

    /// <summary>A contract's file is misnamed.</summary>
    public const string SpecMisnamed = "HYO1110";

    private static readonly ProblemCode[] ModulesCodes =
    [
        new(MissingKey, "A required key is missing",
            "Without it, what would run is a guess."),
        new(UnknownKey, "A key is unknown",
            "An unknown key is a misspelt one until shown otherwise, and a guard that is misspelt was never on."),
        new(WrongKind, "A value is of the wrong kind",
            "A list where a map is expected has no meaning to fall back to."),
        new(NotOneOf, "A value is not one of those allowed",
            "A word that nobody knows would be ignored, or taken for something else."),
        new(ModuleRefNotFolder, "module_ref differs from the module's folder",
            "A module is found by its folder; a second name for it would leave records that nobody can follow."),
        new(UnknownFormat, "api_version or kind is not the one read here",
            "Another version may give the same keys another meaning."),
        new(StackMissing, "The folder of the tool's files is missing",
            "Nothing would run."),
        new(ListedTwice, "A list names something twice",
            "One of the two is a mistake."),
        new(NoModules, "No module was found",
            "A check that checks nothing must not pass."),
        new(SpecMisnamed, "A contract's file is misnamed",
            "Only spec.yml is read; a file with nearly that name is overlooked."),
    ];
}
