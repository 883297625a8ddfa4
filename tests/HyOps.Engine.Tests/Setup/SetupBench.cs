using System.Text.RegularExpressions;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.World;
using HyOps.Engine.Setup;
using HyOps.Engine.Tests.Tools;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Setup;

/// <summary>A machine of a test's own: its PATH holds only what the test puts there, and its apt-get writes down what it is asked.</summary>
internal sealed partial class SetupBench : IDisposable
{
    private readonly TestWorld test = new();
    private readonly List<string> lines = [];

    public TempFolder Folder => test.Folder;

    /// <summary>What apt-get and sudo were asked, one line a call, without what apt-get does before and after dpkg.</summary>
    public string Calls => Hooks().Replace(WholeCalls, "");

    /// <summary>What apt-get and sudo were asked, one line a call.</summary>
    public string WholeCalls => File.Exists(Folder.At("calls")) ? File.ReadAllText(Folder.At("calls")) : "";

    /// <summary>The lines that setup reported.</summary>
    public IReadOnlyList<string> Lines => lines;

    public bool IsRoot { get; init; } = true;

    public SystemFamily Family { get; init; } = SystemFamily.Debian;

    public string Bin => Folder.At("bin");

    /// <summary>Puts a tool on PATH.</summary>
    public void Put(string tool, string version) => Folder.WriteScript($"bin/{tool}", $"echo {tool} {version}");

    /// <summary>Puts a package manager on PATH that writes down each call, then does what the body says.</summary>
    public void PutManager(string program, string body) =>
        Folder.WriteScript($"bin/{program}", $"PATH=/usr/bin:/bin\necho \"{program} $*\" >> '{Folder.At("calls")}'\n{body}");

    /// <summary>A line of shell that puts a tool on PATH, as installing its package would.</summary>
    public string Installs(string tool, string version) =>
        $"printf '#!/bin/sh\\necho {tool} {version}\\n' > '{Bin}/{tool}'; chmod +x '{Bin}/{tool}'";

    public Task<SetupReport> RunAsync(SetupRequest request) => RunAsync(request, DiscardOutput.Instance);

    public Task<SetupReport> RunAsync(SetupRequest request, ICommandOutput output)
    {
        Folder.CreateFolder("bin");
        Surroundings world = test.Surroundings(new Dictionary<string, string?> { ["PATH"] = Bin }) with { IsPrivileged = IsRoot };
        var setup = new SetupTools(world, RealRunner.Create(), new HostSystem(Family, "a test's system"), ToolCatalogue.For(Family));
        return setup.RunAsync(request, output, lines.Add, TestContext.Current.CancellationToken);
    }

    public void Dispose() => test.Dispose();

    [GeneratedRegex("-o DPkg::Pre-Invoke::=.* -o DPkg::Post-Invoke::=.*?policy-rc.d (?=-o )")]
    private static partial Regex Hooks();
}
