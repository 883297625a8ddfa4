using System.Globalization;
using HyOps.Core.Plans;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Plans;

/// <summary>The words, signs and styles of plans, the same in every view.</summary>
public static class PlanWords
{
    /// <summary>The word for an effect, in JSON as well: <c>none</c>, <c>apply</c>, <c>build</c>, <c>run</c>, <c>waits</c>, <c>stopped</c>.</summary>
    /// <param name="effect">The effect.</param>
    public static string Of(PlannedEffect effect) => effect.ToString().ToLowerInvariant();

    /// <summary>The word for an action, in JSON as well: <c>create</c>, <c>update</c>, <c>replace</c>, <c>destroy</c>, <c>forget</c>, <c>read</c>.</summary>
    /// <param name="action">The action.</param>
    public static string Of(PlannedAction action) => action.ToString().ToLowerInvariant();

    /// <summary>A moment as people read it.</summary>
    /// <param name="moment">The moment.</param>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    internal static string SignOf(PlannedAction action) => action switch
    {
        PlannedAction.Create => "+",
        PlannedAction.Update => "~",
        PlannedAction.Replace => "-/+",
        PlannedAction.Destroy => "-",
        PlannedAction.Forget => "#",
        _ => "<=",
    };

    internal static TextStyle StyleOf(PlannedAction action) => action switch
    {
        PlannedAction.Create => TextStyle.Good,
        PlannedAction.Update => TextStyle.Changed,
        PlannedAction.Read => TextStyle.Quiet,
        _ => TextStyle.Bad,
    };

    internal static TextStyle StyleOf(PlannedEffect effect) => effect switch
    {
        PlannedEffect.None => TextStyle.Good,
        PlannedEffect.Waits => TextStyle.Quiet,
        PlannedEffect.Stopped => TextStyle.Bad,
        _ => TextStyle.Changed,
    };
}
