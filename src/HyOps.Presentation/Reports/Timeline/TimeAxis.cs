using System.Globalization;

namespace HyOps.Presentation.Reports.Timeline;

/// <summary>The time of a run as a line from 0 to 100 %, with marks at round times.</summary>
/// <param name="start">When it begins.</param>
/// <param name="end">When it ends.</param>
internal sealed class TimeAxis(DateTimeOffset start, DateTimeOffset end)
{
    private const int MostMarks = 5;
    private const double Whole = 100;
    private static readonly double[] Steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];

    private readonly double seconds = Math.Max(0.1, (end - start).TotalSeconds);

    /// <summary>The marks, each with its place and its words.</summary>
    public IEnumerable<(double At, string Words)> Marks
    {
        get
        {
            var step = Steps.FirstOrDefault(step => seconds / step <= MostMarks, Steps[^1] * Math.Ceiling(seconds / Steps[^1] / MostMarks));
            for (var at = 0; at * step <= seconds; at++)
            {
                yield return (at * step / seconds * Whole, Words(at * step));
            }
        }
    }

    /// <summary>The place of a time, within the line.</summary>
    public double At(DateTimeOffset time) => Math.Clamp((time - start).TotalSeconds / seconds * Whole, 0, Whole);

    private static string Words(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 3600 when seconds % 60 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {seconds % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
    };
}
