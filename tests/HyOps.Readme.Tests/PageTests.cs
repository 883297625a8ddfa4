namespace HyOps.Readme.Tests;

/// <summary>How the page is read: nothing that looks like a command is overlooked.</summary>
public sealed class PageTests
{
    [Fact]
    public void Each_line_of_a_bash_block_is_a_command_with_its_exit_code()
    {
        var page = new Page(["text", "```bash", "one   # what it does", "", "# a comment", "two \\", "  three", "four  # exit 11", "```", "more"]);

        var commands = PageCommand.In(Assert.Single(page.Blocks)).ToList();

        Assert.Equal(["one   # what it does", "two \\\n  three", "four  # exit 11"], commands.Select(command => command.Text));
        Assert.Equal([0, 0, 11], commands.Select(command => command.ExitCode));
        Assert.Equal([3, 7, 8], commands.Select(command => command.Line));
    }

    [Fact]
    public void A_fence_with_a_file_name_is_a_file()
    {
        var page = new Page(["```yaml modules/a/spec.yml", "a: 1", "```", "```text", "shown", "```", "```sh", "rm x", "```"]);

        Assert.Equal([(true, false), (false, true), (false, false)], page.Blocks.Select(block => (block.IsFile, block.IsTranscript)));
        Assert.Equal("modules/a/spec.yml", page.Blocks[0].File);
        Assert.DoesNotContain(page.Blocks, block => block.IsCommands);
    }

    [Fact]
    public void Commands_in_the_text_are_found()
    {
        var page = new Page(["Say `./build.sh --tree`, `hyops runs list` and `hyops`; `hyopsy` and `ls` are others.", "```bash", "`hyops x`", "```"]);

        Assert.Equal(["./build.sh --tree", "hyops runs list", "hyops"], page.InlineCommands);
    }

    [Theory]
    [InlineData("record  /home/x/.hybridops/envs/a/logs/bootstrap/bootstrap-20260102T030405Z-0123abcd", "record ~/.hybridops/envs/a/logs/bootstrap/bootstrap-RUN")]
    [InlineData("image : started (packer 1.6.6)", "image : started (packer VERSION)")]
    [InlineData("  app   changed  2 min 03 s", "app changed TIME")]
    [InlineData("changed in 12.3 s", "changed in TIME")]
    public void What_differs_from_run_to_run_is_set_aside(string line, string normal) =>
        Assert.Equal(normal, Transcript.Normal(line, "/home/x"));
}
