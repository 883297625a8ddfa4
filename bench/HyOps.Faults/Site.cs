using HyOps.Testing;

namespace HyOps.Faults;

/// <summary>A project with one module and one environment, and a home of its own; all of it goes at the end.</summary>
internal sealed class Site : IDisposable
{
    /// <summary>The environment.</summary>
    public const string Environment = "local-fault";

    private readonly TempFolder folder = new("fault");

    /// <summary>Makes it.</summary>
    /// <param name="driver">The module's driver.</param>
    /// <param name="file">The tool's file.</param>
    /// <param name="content">What it says; MARKER stands for <see cref="Marker"/>.</param>
    /// <param name="steps">How many steps the phase has, each a module of its own instance.</param>
    public Site(string driver, string file, string content, int steps = 1)
    {
        Home = folder.CreateFolder("home");
        folder.Write("project/modules/lab/test/fault/spec.yml", $$"""
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "lab/test/fault"
            metadata: { title: "A fault", description: "A fault" }
            requirements: { credentials: [] }
            inputs:
              defaults:
                required_env: []
            execution: { driver: "{{driver}}" }
            dependencies: []
            outputs: { publish: [] }
            probes: []
            constraints: []

            """);
        Write(file, content);
        folder.Write($"project/inventories/{Environment}/hosts.yml", "all:\n  hosts:\n    localhost:\n      ansible_connection: local\n");
        folder.Write(
            $"project/inventories/{Environment}/environment.yml",
            $"api_version: hybridops/v1\nkind: Environment\nname: {Environment}\ntier: local\nguardrails: {{ max_destroy: 1 }}\nphases:\n  bootstrap:\n    steps:\n"
            + string.Concat(Enumerable.Range(1, steps).Select(number => $"      - {{ id: s{number}, module: lab/test/fault }}\n")));
    }

    /// <summary>The home directory.</summary>
    public string Home { get; }

    /// <summary>The project.</summary>
    public string Project => folder.At("project");

    /// <summary>The runtime root.</summary>
    public string Root => Path.Combine(Home, ".hybridops", "envs", Environment);

    /// <summary>Comes into being when the module is in the middle of its work.</summary>
    public string Marker => folder.At("marker");

    /// <summary>A folder for programs, first on PATH.</summary>
    public string Programs => folder.CreateFolder("programs");

    /// <summary>Writes a file of the tool.</summary>
    public void Write(string file, string content) => folder.Write($"project/modules/lab/test/fault/{file}", content.Replace("MARKER", Marker, StringComparison.Ordinal));

    /// <summary>A line of shell that takes a minute the first time, and no time when it is run again.</summary>
    public static string SlowOnce => "test -e 'MARKER' && exit 0; touch 'MARKER'; exec sleep 60";

    /// <summary>Waits until the module is in the middle of its work.</summary>
    public async Task WaitUntilBusyAsync(CancellationToken cancellationToken)
    {
        while (!File.Exists(Marker))
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
