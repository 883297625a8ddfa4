using Cake.Core;

namespace Cake.Frosting.Tests;

[TaskName("Flour")]
[TaskDescription("weighs the flour")]
public sealed class Flour : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => context.Journal.Add("flour");
}

[TaskName("Dough")]
[IsDependentOn(typeof(Flour))]
public sealed class Dough : AsyncFrostingTask<KitchenContext>
{
    public override async Task RunAsync(KitchenContext context)
    {
        await Task.Yield();
        context.Journal.Add("dough");
    }
}

[TaskName("Bread")]
[TaskDescription("bakes the bread")]
[IsDependentOn(typeof(Dough))]
public sealed class Bread : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => context.Journal.Add("bread");
}

[IsDependeeOf(typeof(Bread))]
public sealed class Heat : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => context.Journal.Add("heat");
}

[TaskName("Burnt")]
public sealed class Burnt : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => throw new CakeException(7, "the oven is too hot");
}

[TaskName("Spill")]
[ContinueOnError]
public sealed class Spill : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => throw new InvalidOperationException("milk on the floor");
}

[TaskName("Breakfast")]
[IsDependentOn(typeof(Spill))]
public sealed class Breakfast : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => context.Journal.Add("breakfast");
}

[TaskName("AfterBurnt")]
[IsDependentOn(typeof(Burnt))]
public sealed class AfterBurnt : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => context.Journal.Add("never");
}

[TaskName("Handled")]
public sealed class Handled : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => throw new InvalidOperationException("smoke");

    public override void OnError(Exception exception, KitchenContext context) => context.Journal.Add($"handled {exception?.Message}");

    public override void Finally(KitchenContext context) => context.Journal.Add("finally");
}

[TaskName("Optional")]
public sealed class Optional : FrostingTask<KitchenContext>
{
    public override bool ShouldRun(KitchenContext context) => false;

    public override void Run(KitchenContext context) => context.Journal.Add("never");
}

[TaskName("Lunch")]
[IsDependentOn(typeof(Optional))]
public sealed class Lunch : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context) => context.Journal.Add("lunch");
}

[TaskName("Costly")]
public sealed class Costly : FrostingTask<KitchenContext>
{
    public Costly(Journal journal) => journal.Add("constructed");

    public override void Run(KitchenContext context) => context.Journal.Add("costly");
}

[TaskName("Stranger")]
public sealed class Stranger : FrostingTask<StrangeContext>
{
    public override void Run(StrangeContext context)
    {
    }
}

public sealed class StrangeContext(ICakeContext context) : FrostingContext(context);

[TaskName("Lost")]
[IsDependentOn(typeof(string))]
public sealed class Lost : FrostingTask<KitchenContext>;

[TaskName("Asks")]
public sealed class Asks : FrostingTask<KitchenContext>
{
    public override void Run(KitchenContext context)
    {
        context.Journal.Add(context.Arguments.GetArguments("name").Single());
        context.Journal.Add($"configured {context.Configuration.GetValue("Settings_SkipVerification")}");
    }
}
