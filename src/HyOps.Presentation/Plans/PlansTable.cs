using HyOps.Engine.Plans;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Plans;

/// <summary>The list of plans, newest first.</summary>
public static class PlansTable
{
    /// <summary>Writes the list.</summary>
    /// <param name="screen">Where to: standard output, as it is data.</param>
    /// <param name="plans">The plans, in the order wanted.</param>
    /// <param name="now">The time.</param>
    public static void Write(Screen screen, IEnumerable<StoredPlan> plans, DateTimeOffset now)
    {
        var table = new Columns("plan", "phase", "requested by", "good until", "status");
        foreach (var plan in plans)
        {
            table.Add(
                plan.Id.Value,
                plan.Header?.Phase ?? plan.Applied?.Phase ?? "",
                plan.Header?.RequestedBy ?? plan.Applied?.RequestedBy ?? "",
                plan.Expires is { } expires ? PlanWords.Of(expires) : "",
                new Cell(StatusOf(plan, now), StyleOf(plan, now)));
        }

        table.Write(screen);
    }

    private static string StatusOf(StoredPlan plan, DateTimeOffset now) => plan switch
    {
        { Applied: { ExitCode: not null } applied } => $"applied by {applied.Run}, approved by {applied.ApprovedBy}",
        { Applied: { } begun } => $"begun by {begun.Run}, which did not come to its end",
        { Error: { } error } => $"unreadable: {error}",
        _ => plan.Status(now),
    };

    private static TextStyle StyleOf(StoredPlan plan, DateTimeOffset now) => plan.Status(now) switch
    {
        "sealed" => TextStyle.Good,
        "applied" or "expired" => TextStyle.Quiet,
        _ => TextStyle.Bad,
    };
}
