namespace HyOps.Core.Problems;

// HYO13xx: environments and phases.
public static partial class ProblemCodes
{
    /// <summary>An environment does not exist.</summary>
    public const string EnvironmentNotFound = "HYO1301";

    /// <summary>An environment's name differs from its folder.</summary>
    public const string EnvironmentNameNotFolder = "HYO1302";

    /// <summary>Two steps have one id.</summary>
    public const string StepIdTwice = "HYO1303";

    /// <summary>A module does not exist.</summary>
    public const string ModuleNotFound = "HYO1304";

    /// <summary>A step waits for one that does not exist.</summary>
    public const string UnknownStep = "HYO1305";

    /// <summary>Steps wait for each other.</summary>
    public const string Cycle = "HYO1306";

    /// <summary>A module does not publish the output.</summary>
    public const string UnknownOutput = "HYO1307";

    /// <summary>An expression is not understood.</summary>
    public const string BadExpression = "HYO1308";

    /// <summary>A wire sets an input that does not exist.</summary>
    public const string UnknownWireInput = "HYO1309";

    /// <summary>An input is set twice.</summary>
    public const string InputSetTwice = "HYO1310";

    /// <summary>An inputs file lies outside.</summary>
    public const string InputsFileOutside = "HYO1311";

    /// <summary>No step uses an inputs file.</summary>
    public const string InputsFileUnused = "HYO1312";

    /// <summary>A version constraint is not understood.</summary>
    public const string BadConstraint = "HYO1313";

    /// <summary>A value does not have its form.</summary>
    public const string BadValue = "HYO1314";

    /// <summary>The phase has no steps.</summary>
    public const string NoSteps = "HYO1315";

    /// <summary>An environment with a local name is not of tier local.</summary>
    public const string LocalNameNotLocal = "HYO1316";

    /// <summary>A rule of guardrails cannot be used as it stands.</summary>
    public const string BadRule = "HYO1317";

    /// <summary>A pattern of guardrails can match no resource.</summary>
    public const string DeadPattern = "HYO1318";

    /// <summary>The program of a step's probe is not there.</summary>
    public const string StepProbeMissing = "HYO1319";

    /// <summary>A promotion's fence proves nothing.</summary>
    public const string FenceProvesNothing = "HYO1320";

    /// <summary>What should be fresh is taken by no step.</summary>
    public const string FreshnessOfNoStep = "HYO1321";

    /// <summary>Two things that should be fresh have one name.</summary>
    public const string FreshnessTwice = "HYO1322";

    private static readonly ProblemCode[] EnvironmentsCodes =
    [
        new(EnvironmentNotFound, "An environment does not exist",
            "A run needs an environment that somebody described."),
        new(EnvironmentNameNotFolder, "An environment's name differs from its folder",
            "One of the two names would end in records, leases and paths, and the other in people's heads."),
        new(StepIdTwice, "Two steps have one id",
            "References to it would mean either."),
        new(ModuleNotFound, "A module does not exist",
            "The step has nothing to run."),
        new(UnknownStep, "A step waits for one that does not exist",
            "It would run too early, or never."),
        new(Cycle, "Steps wait for each other",
            "None of them could ever start."),
        new(UnknownOutput, "A module does not publish the output",
            "Only what outputs.publish names is kept for later steps."),
        new(BadExpression, "An expression is not understood",
            "Only a whole \"${steps.<id>.outputs.<name>}\" under with is replaced; anything else would reach the tool as it is."),
        new(UnknownWireInput, "A wire sets an input that does not exist",
            "The value would go nowhere."),
        new(InputSetTwice, "An input is set twice",
            "The inputs file and with both set it, and a reader of either would be wrong about the other."),
        new(InputsFileOutside, "An inputs file lies outside",
            "Inputs are part of the environment, under version control with it."),
        new(InputsFileUnused, "No step uses an inputs file",
            "Somebody wrote it to have an effect."),
        new(BadConstraint, "A version constraint is not understood",
            "A constraint that cannot be read cannot hold."),
        new(BadValue, "A value does not have its form",
            "A duration, an address or a name that cannot be read has no effect when it counts."),
        new(NoSteps, "The phase has no steps",
            "A run that does nothing must not pass for one that worked."),
        new(LocalNameNotLocal, "An environment with a local name is not of tier local",
            "The vault password of local and local-… may be generated in the runtime root, which protects nothing that is shared."),
        new(BadRule, "A rule of guardrails cannot be used as it stands",
            "A rule that asks nothing, or two things at once, would pass for a guard and be none."),
        new(DeadPattern, "A pattern of guardrails can match no resource",
            "What it should protect is not protected, and nothing shows it until the resource is gone."),
        new(StepProbeMissing, "The program of a step's probe is not there",
            "A recovery would learn in its middle that a question cannot be asked."),
        new(FenceProvesNothing, "A promotion's fence proves nothing",
            "A replica that is promoted while the old primary lives makes two primaries, whose writes cannot be joined again."),
        new(FreshnessOfNoStep, "What should be fresh is taken by no step",
            "Its age would be asked for nothing, or never."),
        new(FreshnessTwice, "Two things that should be fresh have one name",
            "Whoever accepts one of them as it is would accept the other, too."),
    ];
}
