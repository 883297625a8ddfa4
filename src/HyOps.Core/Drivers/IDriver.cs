using HyOps.Core.Commands;
using HyOps.Core.Modules;

namespace HyOps.Core.Drivers;

/// <summary>Runs modules with one tool: Packer, Terraform or Ansible.</summary>
public interface IDriver
{
    /// <summary>Which modules it runs.</summary>
    DriverKind Kind { get; }

    /// <summary>The program's name, as on PATH (<c>terraform</c>, <c>packer</c>, <c>ansible-playbook</c>), and as <c>tools</c> of environment.yml names it.</summary>
    ToolName Tool { get; }

    /// <summary>What the tool would see: the environment of its programs. It prepares the work directory, and starts nothing.</summary>
    /// <param name="request">The step; its secrets may be stood for by other values.</param>
    /// <exception cref="HyOpsException">The module cannot be run at all.</exception>
    ChildEnvironment EnvironmentOf(DriverRequest request);

    /// <summary>Brings the module to what its inputs say, and tells what happened.</summary>
    /// <param name="request">What to run, and where.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to the tool, then its orderly end.</param>
    /// <returns>The outcome; a tool's failure is one, not an exception.</returns>
    /// <exception cref="HyOpsException">The module cannot be run at all: its stack is missing, its state directory cannot be written.</exception>
    Task<DriverOutcome> RunAsync(DriverRequest request, CancellationToken cancellationToken);
}

/// <summary>A tool's names.</summary>
/// <param name="Program">The program on PATH.</param>
/// <param name="Key">Its key under <c>tools</c> in environment.yml.</param>
public sealed record ToolName(string Program, string Key);
