namespace HyOps.Core.Problems;

// HYO14xx: authorities and secret maps.
public static partial class ProblemCodes
{
    /// <summary>A row of a secret map is not understood.</summary>
    public const string BadMapRow = "HYO1401";

    /// <summary>No row of the secret map has the scope.</summary>
    public const string UnknownMapScope = "HYO1402";

    /// <summary>A secret map has a key twice.</summary>
    public const string MapKeyTwice = "HYO1403";

    /// <summary>The authority cannot have a secret of that name.</summary>
    public const string BadSecretName = "HYO1404";

    /// <summary>Steady state has no source for a key.</summary>
    public const string KeyNotMapped = "HYO1405";

    /// <summary>Two authorities are active.</summary>
    public const string TwoAuthorities = "HYO1406";

    /// <summary>A setting is for tier local alone.</summary>
    public const string LocalOnly = "HYO1407";

    private static readonly ProblemCode[] SecretMapsCodes =
    [
        new(BadMapRow, "A row of a secret map is not understood",
            "A row that is skipped is a key that a run misses."),
        new(UnknownMapScope, "No row of the secret map has the scope",
            "A scope that selects nothing would leave every key without its source."),
        new(MapKeyTwice, "A secret map has a key twice",
            "Either secret could be meant."),
        new(BadSecretName, "The authority cannot have a secret of that name",
            "The secret could never be found."),
        new(KeyNotMapped, "Steady state has no source for a key",
            "Steady state takes values from the authority alone; the bundle gives credentials to reach infrastructure and nothing else."),
        new(TwoAuthorities, "Two authorities are active",
            "There is a single active source of truth for secret values; with two, each rotation leaves one of them behind."),
        new(LocalOnly, "A setting is for tier local alone",
            "What makes a server on loopback usable would let a false server pass elsewhere."),
    ];
}
