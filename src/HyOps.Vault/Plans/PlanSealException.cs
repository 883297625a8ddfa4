using HyOps.Core;

namespace HyOps.Vault.Plans;

/// <summary>A sealed plan that does not open. Nothing of it was used.</summary>
public sealed class PlanSealException : HyOpsException
{
    private const string MakeNew = "make a new plan (--plan-only), and have it approved";

    private PlanSealException(ExitCode code, string message, string nextStep)
        : base(code, message, nextStep)
    {
    }

    internal static PlanSealException NotOne(string origin) =>
        new(ExitCode.Refused, $"{origin}: this is no sealed plan: it does not begin with HYOPS-SEALED-PLAN/1", MakeNew);

    internal static PlanSealException BadHeader(string origin) => new(ExitCode.Refused, $"{origin}: the header of the sealed plan was changed: it cannot be read", MakeNew);

    internal static PlanSealException Cut(string origin) => new(ExitCode.Refused, $"{origin}: the sealed plan is cut short", MakeNew);

    internal static PlanSealException Changed(string origin) =>
        new(ExitCode.Refused, $"{origin}: the sealed plan was changed after it was made: its seal does not fit", $"find out who changed it; {MakeNew}");

    internal static PlanSealException WrongPassword(string origin) => new(
        ExitCode.SecretsFailed,
        $"{origin}: the vault password is another one than the plan was sealed with, or its header was changed",
        $"check which password source answered: hyops vault status; after a change of the password, {MakeNew}");
}
