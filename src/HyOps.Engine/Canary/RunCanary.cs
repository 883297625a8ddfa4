using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Canary;

/// <summary>
/// The synthetic secret of a run: random, of this run alone, and worth nothing. Every child has it in its environment, so that a child that
/// writes its environment down is found out even where it holds no other secret.
/// </summary>
internal static class RunCanary
{
    /// <summary>The variable that holds it.</summary>
    public const string Name = "HYOPS_CANARY";

    private const int Length = 40;

    /// <summary>Makes one, which the masker learns.</summary>
    /// <param name="masker">Learns it.</param>
    public static SecretValue Create(Masker masker)
    {
        var canary = SecretGenerator.Generate(Length);
        masker.Register([canary]);
        return canary;
    }
}
