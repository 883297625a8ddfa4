namespace HyOps.Bench;

/// <summary><c>hyops secrets keys|show|exec</c> as processes, against <c>ansible-vault view</c> of the same file.</summary>
public sealed class SecretsVerbs : IBenchmark
{
    private const int Keys = 50;
    private const int Rounds = 15;
    private const string OneKey = "BENCH_SERVICE_07_PASSWORD";

    public string Name => "secrets";

    public string Description => $"'hyops secrets keys|show|exec' as processes on a bundle of {Keys} keys, against ansible-vault view: aim 3 times as fast, 100 ms";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var playground = new Playground();
        playground.WriteBundle(Keys);
        var root = playground.LocalRoot;
        Task<string> Run(string program, params string[] arguments) => bench.RunProgramAsync(program, arguments, playground.Variables, cancellationToken);
        Task<string> Hyops(params string[] arguments) => Run(bench.HyopsProgram, ["secrets", .. arguments]);
        await RequireAsync(Hyops("keys"), Keys);
        await RequireAsync(Hyops("show", "--reveal", OneKey), 1);
        await RequireAsync(Hyops("exec", "--key", OneKey, "--", "/bin/sh", "-c", $"test ${{#{OneKey}}} = 32 && echo passed"), 1);

        var medians = await Bench.MediansAsync(
            Rounds,
            () => Run("ansible-vault", "view", "--vault-password-file", root.LocalPasswordFile, root.BundleFile),
            () => Hyops("keys"),
            () => Hyops("show", "--reveal", OneKey),
            () => Hyops("exec", "--key", OneKey, "--", "/bin/true"),
            () => Run(bench.HyopsProgram, "version"),
            () => Run("/bin/true"));
        bench.Ratio("hyops secrets keys, against ansible-vault view", medians[0], medians[1]);
        bench.Ratio("hyops secrets show --reveal KEY, against ansible-vault view", medians[0], medians[2]);
        bench.Ratio("hyops secrets exec --key KEY -- true, against ansible-vault view", medians[0], medians[3]);
        bench.Report("of each: what 'hyops version' takes as well (.NET, command line)", medians[4], "ms");
        bench.Report("for comparison: a program that does nothing", medians[5], "ms");
    }

    private static async Task RequireAsync(Task<string> output, int lines)
    {
        var text = await output;
        if (text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length != lines)
        {
            throw new InvalidOperationException($"{lines} lines are expected, not: {text}");
        }
    }
}
