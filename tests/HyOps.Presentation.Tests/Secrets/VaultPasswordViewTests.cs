using HyOps.Engine.Passwords;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Secrets;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Secrets;

public sealed class VaultPasswordViewTests
{
    private const string Dev = "/home/me/.hybridops/envs/dev/vault/bootstrap.vault.env";
    private const string Prod = "/home/me/.hybridops/envs/prod/vault/bootstrap.vault.env";

    [Fact]
    public void Bootstrap_says_what_it_created_and_what_to_do_in_a_fresh_shell()
    {
        var result = new BootstrapResult
        {
            Provider = "pass hybridops/ansible-vault",
            CommandFile = "/home/me/.hybridops/config/vault-password-command",
            CreatedKey = "471FA1DF8F704DCC3FC9F1CBAC8C63462AB4CECE",
            CreatedStore = "/home/me/.password-store",
            Opens = [Dev],
            DoesNotOpen = [Prod],
        };

        Golden.Matches("vault-bootstrap.txt", Written(screen => VaultPasswordView.Write(screen, result)));
    }

    [Fact]
    public void Rekey_says_what_changed_and_where_the_new_password_is_or_has_to_be()
    {
        var stored = new RekeyResult { Bundles = [Dev, Prod], Provider = "pass hybridops/ansible-vault" };
        var given = new RekeyResult { Bundles = [Dev], SourceToChange = "HYOPS_VAULT_PASSWORD_FILE /run/x" };
        var finished = new RekeyResult { Bundles = [Dev], Leftover = RekeyLeftover.Finished };
        var undone = new RekeyResult { Leftover = RekeyLeftover.Undone };

        Golden.Matches("vault-rekey.txt", string.Join("--\n", new[] { stored, given, finished, undone, new RekeyResult() }.Select(result => Written(screen => VaultPasswordView.Write(screen, result)))));
    }

    [Fact]
    public void Reset_says_what_nothing_opens_any_more() =>
        Golden.Matches("vault-reset.txt", Written(screen => VaultPasswordView.Write(screen, new ResetResult("pass hybridops/ansible-vault", [Dev]))));

    [Fact]
    public void Status_says_all_and_why_it_is_not_ready()
    {
        var ready = Status(new VaultReadiness { Keys = 2, Source = "pass hybridops/ansible-vault" }, exists: true);
        var not = Status(new VaultReadiness { Reason = "the key is locked, hidden-word", Fix = "unlock it" }, exists: false);

        var text = Written(screen =>
        {
            VaultStatusView.Write(screen, ready);
            VaultStatusView.WriteWord(screen, ready);
            VaultStatusView.Write(screen, not);
            VaultStatusView.WriteWord(screen, not);
            VaultStatusView.WriteReason(screen, not, said => said.Replace("hidden-word", "***", StringComparison.Ordinal));
        });

        Golden.Matches("vault-status.txt", text);
    }

    private static VaultStatus Status(VaultReadiness readiness, bool exists) => new()
    {
        Environment = "dev",
        Root = "/home/me/.hybridops/envs/dev",
        Bundle = Dev,
        Exists = exists,
        Readiness = readiness,
        Places = ["--vault-password-file", "HYOPS_VAULT_PASSWORD_FILE"],
    };

    private static string Written(Action<Screen> write)
    {
        using var text = new StringWriter();
        write(new Screen(text, Color: false, Width: 80));
        return text.ToString();
    }
}
