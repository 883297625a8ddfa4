using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Engine.Rotation;
using HyOps.Presentation.Rotation;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Rotation;

public sealed class RotationViewTests
{
    private static readonly SecretName Key = SecretName.Parse("SHOP_DB_PASSWORD");
    private static readonly DateTimeOffset Made = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_plan_says_who_and_what() => Golden.Matches("plan.txt", Shown(new RotatedKey(Plan(ConsumerStatus.Pending), null)));

    [Fact]
    public void A_rotation_that_is_done_says_so() => Golden.Matches("done.txt", Shown(new RotatedKey(Plan(ConsumerStatus.Verified), State(RotationStage.Done))));

    [Fact]
    public void One_that_waits_says_how_to_go_on() => Golden.Matches("unverified.txt", Shown(new RotatedKey(Plan(ConsumerStatus.Unverified), State(RotationStage.Applied))));

    [Fact]
    public void One_that_failed_says_what_stays() =>
        Golden.Matches("failed.txt", Shown(new RotatedKey(Plan(ConsumerStatus.Failed), State(RotationStage.Applied), "probe login exited 3: access denied")));

    private static string Shown(RotatedKey key)
    {
        using var text = new StringWriter();
        RotationView.Write(new Screen(text, Color: false, Width: null), new RotationResult { Environment = "drill", Authority = new Uri("https://drill.vault.azure.net/"), Keys = [key] });
        return text.ToString();
    }

    private static RotationPlan Plan(ConsumerStatus status) => new()
    {
        Key = Key,
        Row = new MappedSecret(Key, new SecretReference("shop-db-password"), "shop", new SourceLocation("map.csv", 1, 1)),
        Current = new SecretVersion("shop-db-password", new string('1', 32)) { CreatedOn = Made },
        Spec = SecretKinds.ByName(Key),
        Consumers =
        [
            Consumer(ConsumerKind.Step, "app", "runs again, with the new version", status),
            Consumer(ConsumerKind.BundleStep, "bootstrap/seed", "takes SHOP_DB_PASSWORD from the bundle: afterwards, hyops secrets akv-sync --env drill SHOP_DB_PASSWORD", ConsumerStatus.Pending),
            Consumer(ConsumerKind.ExternalSecret, "shop/shop-env", "follows at its next refresh, or at once with --sync", status),
            Consumer(ConsumerKind.Probe, "login", "proves it: probes/login.sh", status),
        ],
    };

    private static RotationConsumer Consumer(ConsumerKind kind, string name, string action, ConsumerStatus status) => new()
    {
        Kind = kind,
        Name = name,
        Module = "platform/lab/shop",
        Action = action,
        Status = status,
        Detail = status is ConsumerStatus.Unverified or ConsumerStatus.Failed ? "access denied" : null,
        Fix = status is ConsumerStatus.Unverified && kind is ConsumerKind.Step ? "add a probe for SHOP_DB_PASSWORD to modules/platform/lab/shop/spec.yml" : null,
    };

    private static RotationState State(RotationStage stage) => new()
    {
        Key = Key.Value,
        Secret = "shop-db-password",
        Authority = "https://drill.vault.azure.net/",
        Stage = stage,
        OldVersion = new string('1', 32),
        NewVersion = new string('2', 32),
        RunId = "rotate-20260301T100000Z-0123abcd",
        Started = Made,
        Updated = Made,
    };
}
