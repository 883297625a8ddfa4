using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Packer;
using HyOps.Drivers.Stacks;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Packer;

public sealed class PackerDriverTests : IDisposable
{
    private readonly StepBench bench = new();

    public PackerDriverTests()
    {
        bench.Stack("image.pkr.hcl", Template("echo built by \"$TOOL\" > \"${var.artifact_dir}/image.txt\"; cat text.txt >> \"${var.artifact_dir}/image.txt\""));
        bench.Stack("text.txt", "one\n");
        bench.Inputs = new JsonObject { ["name"] = "Zoë", ["undeclared"] = 1 };
        bench.Variables["TOOL"] = "packer";
    }

    public void Dispose() => bench.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<DriverOutcome> RunAsync() => bench.RunAsync(new PackerDriver(bench.Runner), new Version(1, 6, 6), Cancel);

    [Fact(Timeout = 60_000)]
    public async Task An_image_is_built_once_and_its_outputs_stay()
    {
        var built = await RunAsync();
        var log = bench.Log.ToString();
        var again = await RunAsync();

        var path = (string)built.Outputs["artifact_path"]!;
        Assert.Equal((StepOutcome.Changed, "built image.txt", null), (built.Outcome, built.Summary, built.Failure));
        Assert.StartsWith(bench.StateDirectory, path, StringComparison.Ordinal);
        Assert.Equal("built by packer\none\n", await File.ReadAllTextAsync(path, Cancel));
        Assert.Equal("Zoë", (string?)built.Outputs["image_name"]);
        Assert.Equal(PackerRecord.ChecksumOf(path), (string?)built.Outputs["artifact_checksum"]);
        Assert.Contains("null.image: Running local shell script", log, StringComparison.Ordinal);
        Assert.DoesNotContain("PACKER_COMMA", log, StringComparison.Ordinal);
        Assert.Equal((StepOutcome.Unchanged, "template and inputs unchanged, artifact there"), (again.Outcome, again.Summary));
        Assert.Equal(built.Outputs.ToJsonString(), again.Outputs.ToJsonString());
        Assert.Empty(again.Commands);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("a file")]
    [InlineData("an input")]
    [InlineData("the artifact is gone")]
    [InlineData("the artifact was tampered with")]
    [InlineData("the record is torn")]
    public async Task It_is_built_again_when_something_changed(string what)
    {
        var path = (string)(await RunAsync()).Outputs["artifact_path"]!;
        switch (what)
        {
            case "a file":
                bench.Stack("text.txt", "two\n");
                break;
            case "an input":
                bench.Inputs["name"] = "Ada";
                break;
            case "the artifact is gone":
                File.Delete(path);
                break;
            case "the artifact was tampered with":
                await File.AppendAllTextAsync(path, "!", Cancel);
                break;
            default:
                bench.Folder.Write("state/packer.json", "{\"Fingerprint\":");
                break;
        }

        var again = await RunAsync();

        Assert.Equal((StepOutcome.Changed, null), (again.Outcome, again.Failure));
        Assert.NotEqual(path, (string?)again.Outputs["artifact_path"]);
        Assert.True(File.Exists((string?)again.Outputs["artifact_path"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_failing_build_keeps_the_artifact_before_and_says_why()
    {
        var path = (string)(await RunAsync()).Outputs["artifact_path"]!;
        bench.Stack("image.pkr.hcl", Template("echo half > \"${var.artifact_dir}/image.txt\"; echo 'no room, none' >&2; exit 3"));

        var failed = await RunAsync();

        Assert.Equal((StepOutcome.Failed, 1), (failed.Outcome, failed.ToolExitCode));
        Assert.StartsWith("packer build: Script exited with non-zero exit status: 3", failed.Failure, StringComparison.Ordinal);
        Assert.Contains("no room, none", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(path));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(bench.StateDirectory, "artifacts")));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_template_with_a_fault_is_told_before_anything_is_built()
    {
        bench.Stack("image.pkr.hcl", "source \"null\" \"image\" {\n  no_such = 1\n}\nbuild { sources = [\"source.null.image\"] }\n");

        var failed = await RunAsync();

        Assert.Equal(StepOutcome.Failed, failed.Outcome);
        Assert.StartsWith("packer validate: ", failed.Failure, StringComparison.Ordinal);
        Assert.Contains("no_such", failed.Failure, StringComparison.Ordinal);
        Assert.Single(failed.Commands);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_interrupted_build_keeps_the_artifact_before_and_leaves_nothing_half_built()
    {
        var path = (string)(await RunAsync()).Outputs["artifact_path"]!;
        bench.Stack("image.pkr.hcl", Template("echo half >\"${var.artifact_dir}/image.txt\"; echo sleeping now; sleep 60"));

        var outcome = await bench.InterruptAsync(new PackerDriver(bench.Runner), new Version(1, 6, 6), "sleeping now", Cancel);

        Assert.Equal((StepOutcome.Interrupted, "interrupted during build"), (outcome.Outcome, outcome.Summary));
        Assert.Equal([path], Directory.EnumerateFiles(Path.Combine(bench.StateDirectory, "artifacts"), "*", SearchOption.AllDirectories));
        Assert.Equal("built by packer\none\n", await File.ReadAllTextAsync(path, Cancel));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(bench.StateDirectory, "artifacts")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Secrets_reach_their_variables_and_pass_no_escape_into_the_log()
    {
        const string Secret = "one,two\\three,four-56789";
        bench.Stack("image.pkr.hcl", Template("printf 'plain %s var %s\\n' \"$API_TOKEN\" '${var.api_token}'; echo x > \"${var.artifact_dir}/image.txt\"", "token = var.api_token"));
        bench.Stack("token.pkr.hcl", "variable \"api_token\" { type = string }\n");
        bench.Inputs["api_token_env"] = "API_TOKEN";
        bench.Secrets["API_TOKEN"] = Secret;
        bench.References["api_token_env"] = "API_TOKEN";

        var outcome = await RunAsync();

        Assert.Equal((StepOutcome.Changed, null), (outcome.Outcome, outcome.Failure));
        Assert.Equal(["token"], outcome.WithheldOutputs);
        Assert.Contains("plain *** var ***", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("two", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("two", string.Concat(bench.Reports), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(Path.Combine(bench.StateDirectory, "packer.json"), Cancel), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_build_without_manifest_or_with_files_in_the_work_directory_is_a_failure()
    {
        bench.Stack("image.pkr.hcl", "source \"null\" \"x\" { communicator = \"none\" }\nbuild { sources = [\"source.null.x\"] }\n");
        var withoutManifest = await RunAsync();
        bench.Stack("image.pkr.hcl", Template("echo x > image.txt").Replace("${var.artifact_dir}/", "", StringComparison.Ordinal));
        var inWork = await RunAsync();

        Assert.Contains("post-processor \"manifest\" { output = var.manifest_path }", withoutManifest.Failure, StringComparison.Ordinal);
        Assert.Contains("image.txt lies in the work directory", inWork.Failure, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench.StateDirectory, "packer.json")));
    }

    [Fact]
    public async Task A_stack_without_template_is_refused()
    {
        File.Delete(Path.Combine(bench.StackDirectory, "image.pkr.hcl"));

        var refused = await Assert.ThrowsAsync<StackException>(RunAsync);

        Assert.EndsWith("has no *.pkr.hcl file", refused.Message, StringComparison.Ordinal);
    }

    private static string Template(string script, string custom = "") => """
        variable "name" { type = string }
        variable "artifact_dir" { type = string }
        variable "manifest_path" { type = string }
        source "null" "image" { communicator = "none" }
        build {
          sources = ["source.null.image"]
          provisioner "shell-local" {
            inline = [<<-EOS
              SCRIPT
            EOS
            ]
          }
          post-processors {
            post-processor "artifice" { files = ["${var.artifact_dir}/image.txt"] }
            post-processor "manifest" {
              output = var.manifest_path
              custom_data = {
                image_name = var.name
                CUSTOM
              }
            }
          }
        }
        """.Replace("SCRIPT", script, StringComparison.Ordinal).Replace("CUSTOM", custom, StringComparison.Ordinal);
}
