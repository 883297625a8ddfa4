using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Secrets;

namespace HyOps.Core.Drivers;

/// <summary>One step for a driver: everything is absolute, resolved and checked before.</summary>
public sealed record DriverRequest
{
    /// <summary>The step's id, which is also the module's instance.</summary>
    public required string StepId { get; init; }

    /// <summary>The module with its inputs.</summary>
    public required ResolvedModule Module { get; init; }

    /// <summary>The resolved inputs with the wired values in: names of secrets only, never values.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>The absolute folder of the tool's files.</summary>
    public required string StackDirectory { get; init; }

    /// <summary>This step's own work directory: there, empty, 0700, removed by the caller afterwards.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>This instance's directory that stays between runs: there, 0700 (Terraform state and data, Packer's fingerprint and artifacts).</summary>
    public required string StateDirectory { get; init; }

    /// <summary>inventories/&lt;env&gt;, absolute.</summary>
    public required string InventoryDirectory { get; init; }

    /// <summary>The absolute path of the tool's program, found and version-checked before.</summary>
    public required string Program { get; init; }

    /// <summary>The tool's version.</summary>
    public required Version ToolVersion { get; init; }

    /// <summary>
    /// The allow-listed variables and HYOPS_* without any secret, with <c>HYOPS_RUNTIME_ROOT</c> among them:
    /// modules install beside the state of their environment.
    /// </summary>
    public required ChildEnvironment Environment { get; init; }

    /// <summary>The secrets that the contract names, and no others.</summary>
    public required SecretBundle Secrets { get; init; }

    /// <summary>
    /// The values of the init targets that the contract requires. They reach the tool through its environment alone: under the provider's own
    /// names, and as the stack's variables where it declares them.
    /// </summary>
    public ImmutableArray<TargetCredential> Credentials { get; init; } = [];

    /// <summary>Whether the module is to be brought up or removed.</summary>
    public StepAction Action { get; init; }

    /// <summary>Whether to say what would be refused and change nothing: all steps of a destroy are judged before the first one begins.</summary>
    public bool JudgesOnly { get; init; }

    /// <summary>What the environment protects: destroys beyond it are refused whatever the code says.</summary>
    public GuardrailSettings Guardrails { get; init; } = new();

    /// <summary>The objects of this step that the operator allows to destroy, replace or forget, each by its whole address as the tool prints it.</summary>
    public ImmutableArray<string> AllowedDestroys { get; init; } = [];

    /// <summary>The clock that waits between tries are measured by.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Where the tool's masked output goes.</summary>
    public required ICommandOutput Output { get; init; }

    /// <summary>Takes short, masked lines on progress (<c>plan: 3 to add</c>) for the live view.</summary>
    public required Action<string> Report { get; init; }

    /// <summary>
    /// Called by the driver right before the first thing that changes anything outside of the step's own directories. It writes the mark by which
    /// a later run knows that this one began; where it throws, nothing may be changed.
    /// </summary>
    public Action BeforeChange { get; init; } = static () => { };

    /// <summary>Whether an earlier run of this step began and did not end: then nothing may be skipped because of what that run had noted.</summary>
    public bool EarlierDidNotEnd { get; init; }

    /// <summary>The run that worked on this step last; null where none did.</summary>
    public string? EarlierRun { get; init; }

    /// <summary>Values that count as secret in outputs: all that the run knows. Tells whether a text holds one in any masked form.</summary>
    public required Func<string, bool> HoldsSecret { get; init; }

    /// <summary>
    /// The text with every form of those values masked. For what a driver decodes from a tool's masked output, where an escape
    /// (Packer's <c>%!(PACKER_COMMA)</c>) may have hidden a value from the masker.
    /// </summary>
    public required Func<string, string> Mask { get; init; }
}
