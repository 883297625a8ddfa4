namespace HyOps.Core.Problems;

// HYO12xx: the env contract.
public static partial class ProblemCodes
{
    /// <summary>required_env holds something that is no name.</summary>
    public const string RequiredEnvNotAName = "HYO1201";

    /// <summary>A *_env field holds something that is no name.</summary>
    public const string ReferenceNotAName = "HYO1202";

    /// <summary>A *_env field names a key that required_env lacks.</summary>
    public const string ReferenceNotRequired = "HYO1203";

    /// <summary>A *_env field seems to hold a value.</summary>
    public const string ReferenceLooksLikeValue = "HYO1204";

    /// <summary>A secret stands in the file.</summary>
    public const string LiteralSecret = "HYO1205";

    /// <summary>A value looks like a secret.</summary>
    public const string ValueLooksSecret = "HYO1206";

    /// <summary>A placeholder would run.</summary>
    public const string Placeholder = "HYO1207";

    /// <summary>env_contract names a field that does not fit.</summary>
    public const string EnvContractField = "HYO1208";

    /// <summary>An input is unknown to the module.</summary>
    public const string UnknownInput = "HYO1209";

    /// <summary>An input is of another kind than its default.</summary>
    public const string InputKind = "HYO1210";

    /// <summary>A dependency fills an input that does not exist.</summary>
    public const string UnknownImport = "HYO1211";

    /// <summary>inputs.secrets describes a key that nothing requires.</summary>
    public const string SecretNotRequired = "HYO1212";

    /// <summary>A reference that env_contract requires is empty.</summary>
    public const string ConditionalReferenceMissing = "HYO1213";

    private static readonly ProblemCode[] EnvContractCodes =
    [
        new(RequiredEnvNotAName, "required_env holds something that is no name",
            "It must name environment variables; what is no name cannot be set, and may be a value in the wrong place."),
        new(ReferenceNotAName, "A *_env field holds something that is no name",
            "Such a field names an environment variable and holds nothing else."),
        new(ReferenceNotRequired, "A *_env field names a key that required_env lacks",
            "The step gets only the keys of required_env, so the value would be missing at run time."),
        new(ReferenceLooksLikeValue, "A *_env field seems to hold a value",
            "A secret in the place of its name ends in git, in plans and in logs."),
        new(LiteralSecret, "A secret stands in the file",
            "git stores references, not values."),
        new(ValueLooksSecret, "A value looks like a secret",
            "Tokens and keys have known forms; git stores references, not values."),
        new(Placeholder, "A placeholder would run",
            "What was left to be filled in would reach a real system."),
        new(EnvContractField, "env_contract names a field that does not fit",
            "A condition on a field that does not exist never holds, or always."),
        new(UnknownInput, "An input is unknown to the module",
            "A misspelt input leaves the default in place, in silence."),
        new(InputKind, "An input is of another kind than its default",
            "A text where the module expects a boolean, a list or a map behaves differently in each tool."),
        new(UnknownImport, "A dependency fills an input that does not exist",
            "The imported value would go nowhere."),
        new(SecretNotRequired, "inputs.secrets describes a key that nothing requires",
            "It is probably misspelt, and the key that is meant is then made by its name alone."),
        new(ConditionalReferenceMissing, "A reference that env_contract requires is empty",
            "The feature is on, and its secret has no name."),
    ];
}
