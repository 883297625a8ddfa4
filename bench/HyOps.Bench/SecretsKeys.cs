namespace HyOps.Bench;

/// <summary><c>hyops secrets keys</c> as a process, against <c>ansible-vault view</c> of the same file.</summary>
public sealed class SecretsKeys : IBenchmark
{
    private const int Keys = 50;
    private const int Rounds = 15;

    public string Name => "secrets-keys";

    public string Description => $"'hyops secrets keys' as a process on a bundle of {Keys} keys, against ansible-vault view: aim 100 ms";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var playground = new Playground();
        playground.WriteBundle(Keys);
        var root = playground.LocalRoot;
        Task<string> Run(string program, params string[] arguments) => bench.RunProgramAsync(program, arguments, playground.Variables, cancellationToken);
        var keys = await Run(bench.HyopsProgram, "secrets", "keys");
        if (keys.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length != Keys)
        {
            throw new InvalidOperationException($"'hyops secrets keys' does not print {Keys} lines: {keys}");
        }

        var medians = await Bench.MediansAsync(
            Rounds,
            () => Run(bench.HyopsProgram, "secrets", "keys"),
            () => Run("ansible-vault", "view", "--vault-password-file", root.LocalPasswordFile, root.BundleFile),
            () => Run(bench.HyopsProgram, "version"),
            () => Run("/bin/sh", "-c", ":"));
        bench.Ratio("hyops secrets keys, against ansible-vault view", medians[1], medians[0]);
        bench.Report("of it: what 'hyops version' takes as well (.NET, command line)", medians[2], "ms");
        bench.Report("for comparison: a shell that does nothing", medians[3], "ms");
    }
}
