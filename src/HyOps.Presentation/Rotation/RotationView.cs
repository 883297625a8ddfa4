using HyOps.Core.Secrets;
using HyOps.Engine.Rotation;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Rotation;

/// <summary>What a rotation means, and what it did, for a person. No value is ever in it.</summary>
public static class RotationView
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What was done, or planned.</param>
    public static void Write(Screen screen, RotationResult result)
    {
        foreach (var (index, key) in result.Keys.Index())
        {
            if (index > 0)
            {
                screen.WriteLine();
            }

            WriteKey(screen, result, key);
        }

        LeaksView.Write(screen, result.Leaks);
    }

    private static void WriteKey(Screen screen, RotationResult result, RotatedKey key)
    {
        var plan = key.Plan;
        screen.WriteLine($"{plan.Key}: {(key.State is null ? Planned(plan) : Done(key.State))}", StyleOf(key));
        if (key.State is null)
        {
            screen.WriteLine($"  new value: {ValueOf(plan.Spec)}");
        }

        WriteConsumers(screen, plan, isPlan: key.State is null);
        foreach (var obstacle in plan.Obstacles)
        {
            NextStep.Write(screen, $"{obstacle.Key} {obstacle.Message}", obstacle.Fix, TextStyle.Bad, indent: 2);
        }

        if (key.Failure is not null)
        {
            NextStep.Write(screen, $"stopped: {key.Failure}", $"mend it, then: {Resume(result, plan)}; {StaysEnabled(key)}", TextStyle.Bad, indent: 2);
        }
        else if (key.State?.IsOpen == true)
        {
            NextStep.Write(
                screen, $"{StaysEnabled(key)}: not every consumer is verified",
                $"{FixesOf(plan)}{Resume(result, plan)}\nor, where you know better: {Resume(result, plan)} --disable-unverified --reason TEXT", TextStyle.Warning, indent: 2);
        }
    }

    private static void WriteConsumers(Screen screen, RotationPlan plan, bool isPlan)
    {
        if (plan.Consumers.Count == 0)
        {
            screen.WriteLine("  no consumer is known: no contract requires the key", TextStyle.Warning);
            return;
        }

        var table = new Columns("consumer", "name", "module", isPlan ? "what happens" : "state");
        foreach (var consumer in plan.Consumers)
        {
            table.Add(RotationWords.Of(consumer.Kind), consumer.Name, consumer.Module, isPlan ? consumer.Action : StatusOf(consumer));
        }

        table.Write(screen, indent: 2);
    }

    private static Cell StatusOf(RotationConsumer consumer) => consumer switch
    {
        { Kind: ConsumerKind.BundleStep } => new Cell(consumer.Action, TextStyle.Warning),
        { Status: ConsumerStatus.Verified } => new Cell("verified", TextStyle.Good),
        { Status: ConsumerStatus.Failed } => new Cell($"failed: {consumer.Detail}", TextStyle.Bad),
        { Status: ConsumerStatus.Unverified } => new Cell($"unverified: {consumer.Detail}", TextStyle.Warning),
        _ => new Cell("not reached", TextStyle.Quiet),
    };

    private static string Planned(RotationPlan plan) =>
        plan.Row is null ? "is not mapped"
        : plan.Current is null ? $"{plan.Row.Reference.Name} is not there yet"
        : $"{plan.Row.Reference.Name}, version {plan.Current.Version}{(plan.Current.CreatedOn is { } made ? $" of {made.UtcDateTime:yyyy-MM-dd}" : "")}{(plan.Current.Enabled ? "" : ", disabled")}";

    private static string Done(RotationState state) => state.Stage switch
    {
        RotationStage.Done => $"rotated: {state.Secret} is at version {state.NewVersion}, {(state.OldVersion is null ? "its first one" : $"{state.OldVersion} is disabled")}",
        _ => $"{RotationWords.Of(state.Stage)}: {state.Secret} has version {state.NewVersion ?? "not yet a new one"}, before {state.OldVersion ?? "none"}",
    };

    private static string ValueOf(SecretSpec spec) => spec.Generate ? $"generated, {Math.Max(spec.Length, SecretKinds.MinimumLength)} characters" : "to be given with --value-from or --from-env";

    private static string StaysEnabled(RotatedKey key) => key.State?.OldVersion is { } old ? $"the old version {old} stays enabled" : "there is no old version";

    private static string FixesOf(RotationPlan plan) =>
        string.Concat(plan.Consumers.Select(consumer => consumer.Fix).OfType<string>().Distinct(StringComparer.Ordinal).Select(fix => $"{fix}; then\n"));

    private static string Resume(RotationResult result, RotationPlan plan) => $"hyops secrets rotate {plan.Key} --env {result.Environment} --resume";

    private static TextStyle StyleOf(RotatedKey key) =>
        key.Failure is not null ? TextStyle.Bad : key.State is null ? TextStyle.Strong : key.State.Stage is RotationStage.Done ? TextStyle.Good : TextStyle.Warning;
}
