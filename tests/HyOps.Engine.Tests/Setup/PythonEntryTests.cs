using HyOps.Core.Commands;
using HyOps.Engine.Setup;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Setup;

public sealed class PythonEntryTests : IDisposable
{
    private readonly TempFolder folder = new("python");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_interpreter_of_the_script_is_asked()
    {
        var python = folder.WriteScript("bin/python3", "echo 2.14.18");
        var script = folder.Write("bin/ansible-playbook", $"#! {python}\nimport sys\n");

        var command = PythonEntry.VersionCommand(script, "ansible.release", ChildEnvironment.Empty);

        Assert.Equal(python, command!.Program);
        Assert.Contains("import ansible.release", command.Arguments[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!/usr/bin/env python3\n")]
    [InlineData("#!/bin/sh\nexec python3 \"$@\"\n")]
    [InlineData("#!/nowhere/python3\n")]
    [InlineData("\u007fELF\u0002")]
    [InlineData("")]
    public void Everything_else_is_asked_itself(string content) =>
        Assert.Null(PythonEntry.VersionCommand(folder.Write("tool", content), "ansible.release", ChildEnvironment.Empty));

    [Fact]
    public void A_program_that_cannot_be_read_is_asked_itself() =>
        Assert.Null(PythonEntry.VersionCommand(folder.CreateFolder("directory"), "ansible.release", ChildEnvironment.Empty));
}
