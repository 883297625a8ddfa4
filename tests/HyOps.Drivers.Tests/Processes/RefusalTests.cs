using System.Text;
using HyOps.Core;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Tests.Processes;

public sealed class RefusalTests : IDisposable
{
    private const string Secret = "k7-Secret/Value+9";
    private readonly RunnerFixture fixture = new(Secret);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hyops ünïcode ");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string> SecretArguments { get; } =
    [
        Secret,
        $"--token={Secret}",
        $"name={Uri.EscapeDataString(Secret)}",
        $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Secret}"))}",
    ];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(SecretArguments))]
    public async Task A_secret_on_the_command_line_is_refused_without_showing_it(string argument)
    {
        var failure = await RefusedAsync(FakeTool.Command("argv", "clean", argument));

        Assert.Equal(ExitCode.Refused, failure.ExitCode);
        Assert.Contains("argument 3", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(argument, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_program_that_is_nowhere_on_the_childs_PATH_is_missing()
    {
        var failure = await RefusedAsync(FakeTool.Command() with { Program = "no-such-program" });

        Assert.Equal((ExitCode.DependencyMissing, "no-such-program: not found"), (failure.ExitCode, failure.Message));
    }

    [Fact(Timeout = 60_000)]
    public async Task Our_own_PATH_does_not_count()
    {
        var command = FakeTool.Command() with { Program = "sh", Environment = ChildEnvironment.Empty.With("PATH", folder.FullName) };

        Assert.Equal("sh: not found", (await RefusedAsync(command)).Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_directory_is_no_program()
    {
        Assert.Contains("it is a directory", (await RefusedAsync(FakeTool.Command() with { Program = folder.FullName })).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_may_not_be_executed_is_no_program()
    {
        var file = Script("#!/bin/sh\n", UnixFileMode.UserRead);

        Assert.Contains("may not be executed", (await RefusedAsync(FakeTool.Command() with { Program = file })).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_script_whose_interpreter_is_missing_is_refused_by_name()
    {
        var file = Script("#!/no/such/interpreter -x\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Contains("/no/such/interpreter", (await RefusedAsync(FakeTool.Command() with { Program = file })).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_working_directory_that_is_not_there_is_named()
    {
        var missing = Path.Combine(folder.FullName, "gone");

        Assert.Contains(missing, (await RefusedAsync(FakeTool.Command("exit", "0") with { WorkingDirectory = missing })).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_system_would_cut_off_at_a_NUL_is_refused()
    {
        Assert.Contains("argument 2", (await RefusedAsync(FakeTool.Command("argv", "a\0b"))).Message, StringComparison.Ordinal);
        var environment = FakeTool.Environment.With("NAME", "a\0b");
        Assert.Contains("NAME", (await RefusedAsync(FakeTool.Command("env") with { Environment = environment })).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_path_with_spaces_and_Unicode_and_an_equals_sign_works()
    {
        var file = Script("#!/bin/sh\necho \"$0|$1\"\n", UnixFileMode.UserRead | UnixFileMode.UserExecute, "a = tööl");

        var result = await fixture.RunAsync(FakeTool.Command() with { Program = file, Arguments = ["ärg *"], WorkingDirectory = folder.FullName });

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"{file}|ärg *\n", fixture.Output.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["", "a b", "*", "$HOME", "'\"\\", "ünï", "--", "-x"];

        await fixture.RunAsync(FakeTool.Command(["argv", .. arguments]));

        Assert.Equal(arguments, fixture.Output.Output.Split('\n'));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_environment_is_exactly_the_one_of_the_command()
    {
        var environment = ChildEnvironment.Empty.With("PATH", "/usr/bin:/bin").With("EMPTY", "").With("ÜN", "a=b c");

        await fixture.RunAsync(FakeTool.Command() with { Program = "env", Environment = environment });

        Assert.Equal(["EMPTY=", "PATH=/usr/bin:/bin", "ÜN=a=b c"], fixture.Output.Output.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
    }

    private Task<CommandNotStartedException> RefusedAsync(Command command) =>
        Assert.ThrowsAsync<CommandNotStartedException>(() => fixture.RunAsync(command));

    private string Script(string text, UnixFileMode mode, string name = "script")
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, mode);
        return file;
    }
}
