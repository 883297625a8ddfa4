namespace HyOps.Drivers.Terraform.Policy;

/// <summary>The guards' names, as records have them.</summary>
internal static class PlanGuards
{
    public const string Protect = "protect";

    public const string MaxDestroy = "max-destroy";

    public const string AllowDestroy = "allow-destroy";

    public const string Moved = "moved";

    public const string Rule = "rule";

    public const string Secret = "secret";
}
