using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;
using HyOps.Engine.Init;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Init;

public sealed class TfvarsTests
{
    // Everything that HCL gives a meaning to, and what only looks like it.
    private static readonly string[] Texts =
    [
        "plain", "${var.x}", "%{ if true }", "$${x}", "$$${x}", "%%{x}", "%%%{x}", "$", "%", "${", "a$", "\\", "\\n", "\"quoted\"", "line\nline\r\nend\n", "\ttab",
        "#no comment", "//no comment", "/* none */", "ü € 漢 🔐", "{\"json\": [\"a\\\"b\", 1]}", "<<EOF", "\u2028\u0085\u000b\u000c", "\u0001\u001b[31m", "  spaces  ", "=", "$\\{x}",
    ];

    [Fact]
    public async Task Real_terraform_reads_back_every_text_exactly()
    {
        using var folder = new TempFolder("tfvars");
        var names = Texts.Select((_, index) => $"v{index}").ToList();
        folder.Write("main.tf", string.Concat(names.Select(name => $"variable \"{name}\" {{ type = string }}\n")) + $"output \"all\" {{ value = [{string.Join(", ", names.Select(name => $"var.{name}"))}] }}\n");
        folder.Write("x.auto.tfvars", string.Concat(names.Zip(Texts, (name, text) => $"{name} = {Tfvars.Quoted(text)}\n")));

        var output = await TerraformAsync(folder, "console", "jsonencode([for s in [" + string.Join(", ", names.Select(name => $"var.{name}")) + "] : base64encode(s)])\n");

        var decoded = System.Text.Json.JsonSerializer.Deserialize<string>(output.Trim())!;
        var read = System.Text.Json.JsonSerializer.Deserialize<string[]>(decoded)!.Select(text => Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        Assert.Equal(Texts, read);
    }

    [Fact]
    public async Task A_whole_file_is_formatted_as_terraform_formats_it()
    {
        using var folder = new TempFolder("tfvars");
        folder.Write("x.tfvars", Sample());

        var different = await TerraformAsync(folder, "fmt", "", "-check", "-no-color", "x.tfvars");

        Assert.Empty(different);
    }

    [Fact]
    public void The_same_values_give_the_same_bytes()
    {
        var text = Sample();

        Assert.Equal(text, Sample());
        Assert.Equal(
            """
            # Credentials of hetzner, written by 'hyops init hetzner'. They never leave this machine.
            hcloud_token = "s\u0024{3}cret"
            location     = "fsn1"

            """,
            text);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var text = string.Concat(Texts.Select((text, index) => $"v{index} = {Tfvars.Quoted(text)}\n"));

        Assert.Equal(Texts, TfvarsReader.Read("x", text).Select(pair => pair.Value));
    }

    [Fact]
    public void Files_of_other_hands_are_read()
    {
        const string text = "# c\r\n// c\n/* a\n b */ a=\"1\" # c\n\n  b-c_d =  true\ne = -1.5e3 // c\nf = \"$${x} %%{y} \\u00fc \\U0001f510\"";

        Assert.Equal([new("a", "1"), new("b-c_d", "true"), new("e", "-1.5e3"), new("f", "${x} %{y} ü 🔐")], TfvarsReader.Read("x", text));
    }

    [Theory]
    [InlineData("a = \"${x}\"", 1, "template")]
    [InlineData("\na = \"x", 2, "does not end")]
    [InlineData("a = \"1\"\na = \"2\"", 2, "second time")]
    [InlineData("a = [1]", 1, "no string")]
    [InlineData("a = <<EOF\nx\nEOF", 1, "no string")]
    [InlineData("a = \"x\" b", 1, "goes on")]
    [InlineData("a \"x\"", 1, "'=' is expected")]
    [InlineData("1a = 2", 1, "a name")]
    [InlineData("a = \"\\q\"", 1, "unknown escape")]
    [InlineData("a = \"\\ud800\"", 1, "no character")]
    [InlineData("/* x", 1, "does not end")]
    public void What_is_not_flat_is_refused_with_its_line(string text, int line, string reason)
    {
        var refusal = Assert.Throws<InitException>(() => TfvarsReader.Read("x.tfvars", text));

        Assert.StartsWith($"x.tfvars({line}): ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_damaged_files_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(4711);
        var whole = string.Concat(Texts.Select((text, index) => $"v{index} = {Tfvars.Quoted(text)} # c\n"));
        for (var i = 0; i < 10_000; i++)
        {
            var damaged = new StringBuilder(whole);
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                var at = random.Next(damaged.Length);
                _ = random.Next(3) switch
                {
                    0 => damaged.Remove(at, Math.Min(random.Next(1, 40), damaged.Length - at)),
                    1 => damaged.Insert(at, "\"\\${}%/*#\n=u"[random.Next(12)]),
                    _ => damaged.Replace(damaged[at], (char)random.Next(0x300), at, 1),
                };
            }

            try
            {
                TfvarsReader.Read("x", damaged.ToString());
            }
            catch (InitException)
            {
                // The documented one.
            }
        }
    }

    private static string Sample()
    {
        var target = InitTargets.Get("hetzner");
        var values = new TargetValues();
        values.Set(target.Fields[0], SecretValue.From("s${3}cret"), "x");
        values.Set(target.Fields[1], "fsn1", "x");
        return Tfvars.Format(target, values);
    }

    private static async Task<string> TerraformAsync(TempFolder folder, string verb, string input, params string[] arguments)
    {
        var runner = new ProcessCommandRunner(new Masker(), TimeProvider.System);
        var output = new StringBuilder();
        var lines = new LineOutput((_, line) => output.Append(line).Append('\n'));
        using var world = new TestWorld();
        var result = await runner.RunAsync(
            new Command
            {
                Program = "terraform",
                Arguments = [verb, .. arguments],
                WorkingDirectory = folder.FullPath,
                Environment = ChildEnvironmentPolicy.FromParent(world.Surroundings().Variables).With("CHECKPOINT_DISABLE", "1"),
                Input = CommandInput.From(input),
            },
            lines,
            TestContext.Current.CancellationToken);
        lines.Complete();
        Assert.True(result.ExitCode == 0, output.ToString());
        return output.ToString();
    }
}
