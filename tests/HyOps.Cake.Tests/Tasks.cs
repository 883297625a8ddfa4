using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using HyOps.Core;

namespace HyOps.Cake.Tests;

[TaskName("Greet")]
[TaskDescription("says who is greeted")]
public sealed class GreetTask : AsyncFrostingTask<HyOpsContext>
{
    public override Task RunAsync(HyOpsContext context)
    {
        context.Log.Information("greeting");
        context.Run.ClosingLine = $"hello {context.Run.CommandLine.Value("who")} in {context.Options.Environment}";
        return Task.CompletedTask;
    }
}

[TaskName("Refuse")]
public sealed class RefuseTask : FrostingTask<HyOpsContext>
{
    public override void Run(HyOpsContext context)
    {
        context.Run.ClosingLine = "0 passed, 1 failed";
        throw new HyOpsException(ExitCode.Refused, "the environment drill is leased by somebody else", "wait for them, or ask them");
    }
}

[TaskName("Seven")]
public sealed class SevenTask : FrostingTask<HyOpsContext>
{
    public override void Run(HyOpsContext context) => throw new CakeException(7, "seven");
}

[TaskName("Defect")]
public sealed class DefectTask : FrostingTask<HyOpsContext>
{
    public override void Run(HyOpsContext context) => throw new InvalidOperationException("that cannot be");
}

[TaskName("Signalled")]
public sealed class SignalledTask : AsyncFrostingTask<HyOpsContext>
{
    public override async Task RunAsync(HyOpsContext context)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{context.Run.CommandLine.Value("who")} {context.World.ProcessId}"]);
        await Task.Delay(TimeSpan.FromSeconds(30), context.CancellationToken);
    }
}
