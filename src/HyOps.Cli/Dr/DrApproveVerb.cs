using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Runbooks;

namespace HyOps.Cli.Dr;

/// <summary><c>hyops dr approve GATE</c>.</summary>
internal static class DrApproveVerb
{
    internal static Verb Create()
    {
        var gate = new Argument<string>("gate") { HelpName = "GATE", Description = "The gate's id." };
        var run = new Option<string>("--run") { HelpName = "RUN", Required = true, Description = "The run that waits: its id, or the beginning or end of exactly one." };
        var approver = new Option<string>("--as") { HelpName = "NAME", Required = true, Description = "Who approves; the record keeps it." };
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Required = true, Description = "Why; the record keeps it." };
        return new Verb(
            "approve",
            "Lets a recovery that waits at a gate go on. The approval is for that run alone: no later one can use it.",
            (invocation, _) => Task.FromResult(Approve(invocation, invocation.Get(gate)!, invocation.Get(run)!, invocation.Get(approver)!, invocation.Get(reason)!)))
        {
            Arguments = { gate },
            Options = { run, approver, reason },
            Examples = [new("hyops dr approve go --run dr-20260102T030405Z-0123abcd --env site --as 'R. Meyer' --reason 'site A burns'", "lets that run pass its gate 'go'")],
        };
    }

    private static ExitCode Approve(Invocation invocation, string gate, string run, string approver, string reason)
    {
        var approval = new ApproveGate(invocation.World).Give(invocation.Environment, invocation.Root, run, gate, approver, reason);
        return invocation.Answer(
            ExitCode.Ok,
            () => new JsonObject { ["run"] = approval.Run, ["gate"] = approval.Gate, ["approver"] = approval.Approver, ["reason"] = approval.Reason },
            screen => screen.WriteLine($"gate {approval.Gate} of {approval.Run} is approved by {approval.Approver}; the run goes on by itself"));
    }
}
