using HyOps.Contracts.Projects;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Projects;

/// <summary>
/// Real contracts of the field, which are not part of this repository: <c>HYOPS_SAMPLES</c> names the folder that holds modules/.
/// CI sets it; elsewhere these tests report themselves as not run. The fixtures beside this file cover the same cases.
/// </summary>
public sealed class SamplesTests
{
    // Each with the reason why it is right to report it.
    private static readonly Dictionary<string, string> OfDefaults = new()
    {
        // required_env is empty, yet the default names a key: the playbook would look up a variable that the step never gets.
        ["org/gcp/cloudsql-external-replica inputs.source_replication_password_env"] = "HYO1203 PATRONI_REPLICATION_PASSWORD",

        // There is no required_env at all; the author relied on the whole bundle flowing to the child.
        ["platform/k8s/gsm-bootstrap inputs.gsm_sa_key_json_env"] = "HYO1203 HYOPS_GSM_SA_KEY_JSON",

        // Defaults of repository kinds of which one is used at a time: what inputs.env_contract is for.
        ["platform/postgresql-ha inputs.gcs_sa_json_env"] = "HYO1203 PG_BACKUP_GCS_SA_JSON",
        ["platform/postgresql-ha inputs.s3_access_key_env"] = "HYO1203 PG_BACKUP_S3_ACCESS_KEY_ID",
        ["platform/postgresql-ha inputs.s3_secret_key_env"] = "HYO1203 PG_BACKUP_S3_SECRET_ACCESS_KEY",
    };

    private static string? Folder => System.Environment.GetEnvironmentVariable("HYOPS_SAMPLES");

    [Fact]
    public void The_defaults_of_all_modules_have_exactly_these_problems()
    {
        var result = Validate(new ValidationRequest());

        Assert.Equal(12, result.ModuleCount);
        Assert.Equal(
            OfDefaults.Select(pair => $"{pair.Key}: {pair.Value}").Order(StringComparer.Ordinal),
            result.Problems.Select(problem => $"{problem.ModuleRef} {problem.Field}: {problem.Code} {problem.Key}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void As_a_tree_of_older_modules_they_have_warnings_only()
    {
        var result = Validate(new ValidationRequest { InactiveDefaults = Severity.Warning });

        Assert.True(result.Ok);
        Assert.Equal(OfDefaults.Count, result.Problems.Length);
    }

    [Theory]
    [InlineData("org/gcp/wan-vpn-to-edge", "inputs.min.yml", "HYO1207 inputs.project_id (1,13)", "HYO1207 inputs.network_self_link (3,20)")] // 'change-me' in both
    [InlineData("platform/k8s/gsm-bootstrap", "inputs.typical.yml", "HYO1203 inputs.gsm_sa_key_json_env (11,22)")] // set by the operator now, and no less missing
    [InlineData("core/onprem/template-image", "inputs.typical.yml", "HYO1209 inputs.description (11,1)")] // the pack takes it, the defaults do not name it
    [InlineData("core/onprem/template-image", "inputs.enterprise.yml", "HYO1209 inputs.description (11,1)")]
    [InlineData("platform/postgresql-ha", "inputs.restore.gcs.yml", "HYO1207 inputs.gcs_bucket (40,13)")] // CHANGE_ME_BUCKET
    [InlineData("platform/postgresql-ha", "inputs.restore.s3.yml", "HYO1207 inputs.s3_bucket (41,12)")]
    public void These_inputs_have_exactly_these_problems_of_their_own(string module, string inputs, params string[] expected)
    {
        var file = Path.Combine(Folder ?? "", "modules", module, "examples", inputs);

        var own = Validate(new ValidationRequest { Module = ModuleRef.Parse(module), InputsFile = file }).Problems
            .Where(problem => problem.Location.File.EndsWith(inputs, StringComparison.Ordinal));

        Assert.Equal(expected, own.Select(problem => $"{problem.Code} {problem.Field} ({problem.Location.Line},{problem.Location.Column})"));
    }

    [Fact]
    public void All_other_examples_have_no_problem_of_their_own()
    {
        Assert.SkipUnless(Folder is not null, "not run: HYOPS_SAMPLES is not set");
        var reported = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder!, "modules"), "inputs.*.yml", SearchOption.AllDirectories))
        {
            var module = Path.GetRelativePath(Path.Combine(Folder!, "modules"), Path.GetDirectoryName(Path.GetDirectoryName(file))!);
            var result = Validate(new ValidationRequest { Module = ModuleRef.Parse(module), InputsFile = file });
            Assert.NotNull(result.Module);
            reported.AddRange(result.Problems.Where(problem => problem.Location.File.Contains("/examples/", StringComparison.Ordinal)).Select(problem => Path.GetFileName(problem.Location.File)));
        }

        Assert.Equal(7, reported.Count);
    }

    [Fact]
    public void With_the_repository_of_choice_its_keys_are_references_and_the_others_are_reported()
    {
        var file = Path.Combine(Folder ?? "", "modules/platform/postgresql-ha/examples/inputs.restore.gcs.yml");

        var result = Validate(new ValidationRequest { Module = ModuleRef.Parse("platform/postgresql-ha"), InputsFile = file });

        Assert.Equal("PG_BACKUP_GCS_SA_JSON", result.Module!.References["gcs_sa_json_env"].Value);
        Assert.Equal(
            ["inputs.s3_access_key_env", "inputs.s3_secret_key_env"],
            result.Problems.Where(problem => problem.Code == ProblemCodes.ReferenceNotRequired).Select(problem => problem.Field));
    }

    private static ValidationResult Validate(ValidationRequest request)
    {
        Assert.SkipUnless(Folder is not null, "not run: HYOPS_SAMPLES is not set");
        var folders = new ProjectFolders { Root = Folder!, ModulesRoot = Path.Combine(Folder!, "modules") };
        return new ContractValidator(folders).Validate(request, TestContext.Current.CancellationToken);
    }
}
