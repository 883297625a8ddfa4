namespace HyOps.Readme.Tests;

/// <summary>A platform of files in <c>~/platform</c>, with a recovery, a way home and a steady state, for the environment <c>drill</c>; Terraform makes the files.</summary>
internal static class RecoveryProject
{
    /// <summary>The value of the one secret.</summary>
    public const string Canary = "canary-of-the-recovery-7c31";

    /// <summary>Puts it into the bundle.</summary>
    public const string SetSecret = $"mkdir -p ~/platform\necho {Canary} | HYOPS_VAULT_PASSWORD_FILE=~/safe/vault-password hyops secrets set --env drill SITE_DB_PASSWORD=-";

    private const string Environment = """
        api_version: hybridops/v1
        kind: Environment
        name: drill
        tier: nonprod
        execution_plane: runner-local
        phases:
          steady-state:
            steps: [{ id: at-home, module: core/test/step, with: { does: steady } }]
          dr:
            targets: { recovery_time: 15m, data_loss: 0s }
            steps:
              - { id: primary-down, kind: wait, every: 1s, budget: 1s, probe: { command: [test, -e, down] } }
              - { id: go, kind: gate, needs: [primary-down], question: "Promote the replica?", expires: 30m }
              - { id: promote, kind: promote, module: core/test/step, with: { does: promoted }, needs: [go], fence: primary-down, check: { command: [test, -e, promoted] } }
              - { id: dns, kind: cutover, module: core/test/step, with: { does: dns }, needs: [promote], check: { command: [test, -e, dns] } }
              - { id: service, kind: verify, needs: [dns], probe: { command: [sh, -c, "test -n \"$SITE_DB_PASSWORD\" && test -e dns"], env: [SITE_DB_PASSWORD] } }
          dr-failback:
            steps:
              - { id: reseed, module: core/test/step, with: { does: reseeded }, check: { command: [test, -e, reseeded] } }
              - { id: go, kind: gate, needs: [reseed], question: "Switch back to site A?", expires: 30m }
              - { id: dns, kind: cutover, module: core/test/step, with: { does: dns-home }, needs: [go], check: { command: [test, -e, dns-home] } }
              - { id: service, kind: verify, needs: [dns], probe: { command: [test, -e, dns-home] } }

        """;

    public static void Write(TempFolder folder)
    {
        folder.Write("project/modules/core/test/step/terraform/main.tf", """
            variable "does" { type = string }
            resource "terraform_data" "step" {
              input = var.does
              lifecycle {
                precondition {
                  condition     = !fileexists(pathexpand("~/platform/${var.does}-fails"))
                  error_message = "SERVFAIL"
                }
              }
              provisioner "local-exec" { command = "touch ~/platform/${var.does}" }
            }

            """);
        folder.Write("project/modules/core/test/step/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/step"
            inputs:
              defaults: { does: "", required_env: [SITE_DB_PASSWORD] }
            execution: { driver: "iac/terraform" }

            """);
        folder.Write("project/inventories/drill/environment.yml", Environment.Replace("[test, -e, ", "[test, -e, ../../../home/platform/", StringComparison.Ordinal).Replace("test -e dns", "test -e ../../../home/platform/dns", StringComparison.Ordinal));
    }
}
