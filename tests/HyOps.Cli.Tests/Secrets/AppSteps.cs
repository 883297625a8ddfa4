using HyOps.Engine.Runs;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Secrets;

/// <summary>A module that requires DB_PASSWORD and API_TOKEN, run by real Terraform in each phase of an environment that has none yet.</summary>
internal static class AppSteps
{
    internal static void Add(TempFolder project)
    {
        project.Write("modules/core/test/app/terraform/main.tf", "resource \"terraform_data\" \"app\" {}\n");
        project.Write("modules/core/test/app/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/app"
            inputs:
              defaults:
                required_env: [DB_PASSWORD, API_TOKEN]
            execution: { driver: "iac/terraform" }

            """);
        var file = project.At("inventories/local/environment.yml");
        var phases = string.Concat(new[] { "bootstrap", "steady-state", "dr" }.Select(phase => $"\n  {phase}:\n    steps: [{{ id: app, module: core/test/app }}]"));
        File.WriteAllText(file, File.ReadAllText(file).Replace("phases: {}", $"phases:{phases}", StringComparison.Ordinal));
    }

    /// <summary>The newest run's secrets, each as <c>KEY source name version</c>.</summary>
    internal static IReadOnlyList<string> LastSecrets(TestWorld world) =>
        [.. new RunStore(world.Folder.At("home/.hybridops/envs/local/logs")).List()[0].Record!.Secrets.Select(secret => $"{secret.Name} {secret.Source} {secret.AuthorityName} {secret.Version}".TrimEnd())];
}
