using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Tests.Stacks;

public sealed class HclBlockReaderTests
{
    [Fact]
    public void Headers_are_found_and_nothing_else()
    {
        const string Text = """
            # variable "in_comment" {}
            // variable "in_comment" {}
            /* variable "in_comment" {} */
            variable "one" { type = string }
            variable two {
              default = { variable = { nested = 1 } }
              description = "} variable \"x\" { ${join("}", ["{", "${1}"])} $${ %{ if true }{%{ endif }"
            }
            locals {
              text = <<-EOT
                variable "in_heredoc" {
                EOT of it
              EOT
              list = [
                for variable in x : variable
              ]
            }
            terraform {
              backend "azurerm" {
                key = "k"
              }
            }
            variable "three" {
            }
            """;

        var found = HclBlockReader.Read(Text);

        Assert.Equal(["one", "two", "three"], found.Where(static block => block is { Type: "variable", Parent: null }).Select(static block => block.Labels.Single()));
        Assert.Contains(found, static block => block is { Type: "backend", Parent: "terraform" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("variable \"x")]
    [InlineData("variable \"x\" {")]
    [InlineData("x = <<")]
    [InlineData("x = <<EOT")]
    [InlineData("/*")]
    [InlineData("}}}}")]
    [InlineData("x = \"${")]
    public void Broken_text_ends(string text) => Assert.NotNull(HclBlockReader.Read(text));

    [Fact(Timeout = 10_000)]
    public Task Hostile_nesting_ends_in_bounded_stack_and_time() => Task.Run(
        () => Assert.NotNull(HclBlockReader.Read("x = " + string.Concat(Enumerable.Repeat("\"${", 200_000)))),
        TestContext.Current.CancellationToken);
}
