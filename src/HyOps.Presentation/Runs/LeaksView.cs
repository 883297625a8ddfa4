using HyOps.Core.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>The secrets that a run left where they must not be, and what to do now. Names, places and forms only.</summary>
internal static class LeaksView
{
    private const string Canary = "HYOPS_CANARY";

    public static void Write(Screen screen, IReadOnlyList<Leak> leaks)
    {
        if (leaks.Count == 0)
        {
            return;
        }

        screen.WriteLine("leaked", TextStyle.Bad);
        foreach (var leak in leaks)
        {
            screen.WriteLine($"  {Foreign.Line(leak.Secret)} ({leak.Form}) in {Foreign.Line(leak.Place)}");
        }

        screen.WriteLine($"  Next: delete {(leaks.Count == 1 ? "that file" : "those files")}, let the module write no secret there, and replace {Foreign.Line(What(leaks))}.");
        screen.WriteLine();
    }

    // The canary is worth nothing itself: who wrote it down had the rest of that environment in hand.
    private static string What(IReadOnlyList<Leak> leaks)
    {
        var names = leaks.Select(leak => leak.Secret).Where(name => name != Canary).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "every key that the step was given: a child wrote its whole environment down" : string.Join(", ", names) + " ('hyops secrets rotate', 'hyops secrets set')";
    }
}
