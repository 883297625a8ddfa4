using System.Text;
using HyOps.Drivers.Stacks;
using HyOps.Drivers.Terraform;
using HyOps.Testing;
using HyOps.Testing.Fuzzing;

namespace HyOps.Drivers.Tests.Stacks;

/// <summary>Damaged stacks are read as far as they can be, or refused in the documented way.</summary>
public sealed class StackFuzzTests : IDisposable
{
    private readonly TempFolder folder = new("stack fuzz");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_stack_in_JSON_that_is_no_UTF_8_is_refused()
    {
        File.WriteAllBytes(folder.At("main.tf.json"), [.. "{\"terraform\":{\"backend\":{\"http\":{\"address\":\"h"u8, 0xFF, .. "\"}}}}"u8]);

        var refused = Assert.Throws<StackException>(() => TerraformBackend.Of(folder.FullPath));

        Assert.Contains("main.tf.json: cannot be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public Task Damaged_stacks() => Task.Run(
        () =>
        {
            var fuzz = new ParserFuzz("hcl", input => HclBlockReader.Read(Encoding.UTF8.GetString(input)), _ => false) { Pieces = ["${", "}", "{", "<<EOT", "\"", "/*", "*/", "backend \"http\" {", " = ", "variable"] }
                .With("terraform {\n  backend \"http\" {\n    address = \"http://x\" # y\n    retry = 3\n    t = \"${a}\"\n    l = [1]\n  }\n}\nvariable \"v\" { default = <<EOT\nx\nEOT\n}\n");

            fuzz.Run(10_000, 11, TestContext.Current.CancellationToken);
        },
        TestContext.Current.CancellationToken);

    [Fact(Timeout = 60_000)]
    public Task Damaged_stacks_in_JSON() => Task.Run(
        () =>
        {
            var fuzz = new ParserFuzz(
                "tf.json",
                input =>
                {
                    File.WriteAllBytes(folder.At("main.tf.json"), input);
                    TerraformBackend.Of(folder.FullPath);
                },
                failure => failure is StackException) { Pieces = ["{", "}", "[", "]", "null", "\"backend\":", "\"cloud\":", "1e999", ","] }
                .With("""{"terraform":[{"backend":{"http":{"address":"http://x","retry":3,"l":[1],"n":null}}},{"cloud":{"organization":"x"}}],"variable":{"v":{"default":1}}}""");

            Assert.InRange(fuzz.Run(2_000, 12, TestContext.Current.CancellationToken), 1, 1_999);
        },
        TestContext.Current.CancellationToken);
}
