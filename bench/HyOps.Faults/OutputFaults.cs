namespace HyOps.Faults;

/// <summary>Output that hurts, a reader that goes away, and very many steps.</summary>
internal static class OutputFaults
{
    private const string Group = "output";
    private const string NotWritten = "error: standard output cannot be written";

    public static IEnumerable<Fault> All() =>
    [
        new(Group, "one line of 10 MB", "exit 0; all of it is in the log", (_, token) => LongLineAsync(token)),
        new(Group, "binary output and terminal sequences", "exit 0; no control character reaches the reader", (_, token) => BinaryAsync(token)),
        new(Group, "standard output is closed from the start", $"exit 2 \"{NotWritten}\"; the record is whole", (_, token) => ReaderAsync(">&-", token)),
        new(Group, "the reader of standard output goes away", "exit 0; the record is whole", (_, token) => ReaderAsync("| head -c 20 >/dev/null; (exit ${PIPESTATUS[0]})", token)),
        new(Group, "standard output is a full disk", $"exit 2 \"{NotWritten}\"; the record is whole", (_, token) => ReaderAsync(">/dev/full", token)),
        new(Group, "1,000 steps (a stand-in for Terraform that answers at once)", "exit 0; 1000 steps; the record is whole", (_, token) => ManyStepsAsync(token)),
    ];

    private static Site Loud(string command) => new("iac/terraform", "terraform/main.tf", $$"""
        resource "terraform_data" "loud" {
          provisioner "local-exec" { command = "{{command.Replace("\\", "\\\\", StringComparison.Ordinal)}}" }
        }
        """);

    // Terraform swallows such a line of a provisioner; Packer passes it on, and we break it.
    private static async Task<string> LongLineAsync(CancellationToken token)
    {
        using var site = new Site("images/packer", "packer/image.pkr.hcl", """
            variable "manifest_path" { type = string }
            source "null" "image" { communicator = "none" }
            build {
              sources = ["source.null.image"]
              provisioner "shell-local" { inline = ["head -c 10000000 /dev/zero | tr '\\0' x; echo"] }
              post-processor "manifest" { output = var.manifest_path }
            }
            """);
        using var run = HyopsRun.Start(site);
        var ended = await run.EndAsync(token);
        var log = await File.ReadAllTextAsync(Directory.EnumerateFiles(site.Root, "stdout.log", SearchOption.AllDirectories).Single(), token);
        return $"{ended.Exit}; {(log.Count(static letter => letter == 'x') >= 10_000_000 ? "all of it is in the log" : "some of it is lost")}";
    }

    private static async Task<string> BinaryAsync(CancellationToken token)
    {
        using var site = Loud("head -c 200000 /dev/urandom; printf 'a\\033[31mred\\033[2J\\r\\007b\\n'");
        using var run = HyopsRun.Start(site);
        var ended = await run.EndAsync(token);
        return $"{ended.Exit}; {(ended.Text.Any(c => char.IsControl(c) && c is not '\n') ? "control characters pass" : "no control character reaches the reader")}";
    }

    private static async Task<string> ReaderAsync(string redirection, CancellationToken token)
    {
        using var site = Loud("seq 1 20000");
        using var run = HyopsRun.Shell(site, $"eval $run {redirection}");
        var ended = await run.EndAsync(token);
        return $"{ended.Saying(NotWritten)}; {await RecordAsync(site, token)}";
    }

    private static async Task<string> ManyStepsAsync(CancellationToken token)
    {
        using var site = new Site("iac/terraform", "terraform/main.tf", "", steps: 1_000);
        var tool = Path.Combine(site.Programs, "terraform");
        await File.WriteAllTextAsync(
            tool,
            "#!/bin/sh\ncase \"$1\" in\n  version) echo '{\"terraform_version\":\"1.11.4\"}' ;;\n  --version) echo 'Terraform v1.11.4' ;;\n  plan) exit 0 ;;\n  output) echo '{}' ;;\n  init) exit 0 ;;\n  *) exit 0 ;;\nesac\n",
            token);
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var run = HyopsRun.Start(site);
        var ended = await run.EndAsync(token);
        return $"{ended.Exit}; {(ended.Text.Contains("1000 steps", StringComparison.Ordinal) || ended.Text.Contains("1,000 steps", StringComparison.Ordinal) ? "1000 steps" : "another number of steps")}; {await RecordAsync(site, token)}";
    }

    private static async Task<string> RecordAsync(Site site, CancellationToken token)
    {
        using var verify = HyopsRun.Shell(site, $"'{HyopsRun.Program}' runs verify --env {Site.Environment} --all");
        var verified = await verify.EndAsync(token);
        return verified.ExitCode == 0 ? "the record is whole" : $"the record is not whole: {verified.Text.ReplaceLineEndings(" ")}";
    }
}
