using HyOps.Core.Secrets;
using HyOps.Engine.Secrets.Drift;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Secrets;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Secrets;

public sealed class TransferViewTests
{
    private static readonly Uri Address = new("https://kv-drill.vault.azure.net/");

    [Fact]
    public void A_sync_that_could_not_read_everything_says_what_mends_it() =>
        Golden.Matches("sync-incomplete.txt", Written(screen => TransferView.Write(screen, Sync(new SyncedKey(Key("API_TOKEN"), new("api-token"), SyncOutcome.Unreadable)
        {
            Problem = "is disabled",
            Fix = "az keyvault secret set-attributes --vault-name kv-drill --name api-token --enabled true",
        }), dryRun: false)));

    [Fact]
    public void A_sync_that_is_done_and_one_that_would_be() =>
        Golden.Matches("sync.txt", Written(screen =>
        {
            TransferView.Write(screen, Sync(), dryRun: false);
            TransferView.Write(screen, Sync(), dryRun: true);
        }));

    [Fact]
    public void A_push_says_what_it_left_alone_and_why() =>
        Golden.Matches("push.txt", Written(screen => TransferView.Write(screen, new PushResult
        {
            Authority = Address,
            Keys =
            [
                new(Key("API_TOKEN"), new("api-token"), PushOutcome.Created),
                new(Key("DB_PASSWORD"), new("db-password"), PushOutcome.Newer) { Problem = "was changed in the authority since the bundle was last in step with it", Fix = "take it over: hyops secrets akv-sync --env drill" },
                new(Key("OLD_TOKEN"), new("old-token", "0123456789abcdef0123456789abcdef"), PushOutcome.Pinned),
                new(Key("SMTP_PASSWORD"), new("smtp-password"), PushOutcome.NotInBundle),
                new(Key("TLS_KEY"), new("tls-key"), PushOutcome.Unchanged),
            ],
        }, dryRun: false)));

    [Fact]
    public void Drift_is_words_alone() =>
        Golden.Matches("drift.txt", Drift(new("docs/secrets/secrets.dr.enc.yaml: its only recipients are azure_kv", "sops updatekeys", IsThere: true)));

    [Fact]
    public void Without_a_break_glass_file_there_is_no_column_for_it() => Assert.DoesNotContain("break-glass", Drift(null), StringComparison.Ordinal);

    private static string Drift(UnreadBreakGlass? glassNotRead)
    {
        var report = new DriftReport
        {
            Authority = Address,
            Keys =
            [
                .. Enum.GetValues<DriftState>().Select(state => new DriftKey(Key($"K_{state.ToString().ToUpperInvariant()}"), new("name"), state)
                {
                    Problem = state is DriftState.Unreadable ? "is disabled" : null,
                    Fix = state is DriftState.Unreadable ? "enable it" : null,
                }),
            ],
            Unmapped = 3,
            BreakGlassNotRead = glassNotRead,
        };
        return Written(screen =>
        {
            DriftView.Write(screen, report);
            DriftView.WriteSummary(screen, report);
        });
    }

    private static SyncResult Sync(params SyncedKey[] more) => new()
    {
        Authority = Address,
        Keys = [.. more, new(Key("DB_PASSWORD"), new("db-password"), SyncOutcome.Changed), new(Key("SMTP_PASSWORD"), new("smtp-password"), SyncOutcome.Added), new(Key("TLS_KEY"), new("tls-key"), SyncOutcome.Unchanged)],
    };

    private static SecretName Key(string name) => SecretName.Parse(name);

    private static string Written(Action<Screen> write)
    {
        using var text = new StringWriter();
        write(new Screen(text, Color: false, Width: null));
        return text.ToString();
    }
}
