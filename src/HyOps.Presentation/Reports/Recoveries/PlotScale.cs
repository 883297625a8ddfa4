using System.Globalization;
using HyOps.Engine.Runbooks.History;

namespace HyOps.Presentation.Reports.Recoveries;

/// <summary>
/// Where a time and a duration lie in the plot. Across, in per cent of its width, so that it fits every screen with its letters as large as the
/// others; down, in pixels. Whatever a record says, the places are within the plot.
/// </summary>
internal sealed class PlotScale
{
    public const double Left = 13;
    public const double Right = 95;
    public const int Top = 74;
    public const int Bottom = 244;
    private const int MostSteps = 4;
    private static readonly double[] Steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];
    private static readonly TimeSpan Days = TimeSpan.FromDays(3);

    private readonly DateTimeOffset first;
    private readonly TimeSpan span;
    private readonly double step;
    private readonly double most;

    public PlotScale(IReadOnlyList<PastRecovery> recoveries)
    {
        first = recoveries.Min(recovery => recovery.Began);
        span = recoveries.Max(recovery => recovery.Began) - first;
        var longest = Math.Max(1, recoveries.Max(recovery => Math.Max(recovery.RecoveryTime?.TotalSeconds ?? 0, recovery.Target?.TotalSeconds ?? 0)));
        step = Steps.FirstOrDefault(step => longest / step <= MostSteps, Steps[^1] * Math.Ceiling(longest / Steps[^1] / MostSteps));
        most = Math.Ceiling(longest / step) * step;
    }

    /// <summary>The lines across, each with its seconds.</summary>
    public IEnumerable<(double Y, string Words)> Lines
    {
        get
        {
            for (var seconds = 0.0; seconds <= most; seconds += step)
            {
                yield return (Y(TimeSpan.FromSeconds(seconds)), string.Create(CultureInfo.InvariantCulture, $"{seconds:N0} s"));
            }
        }
    }

    /// <summary>The dates below: the first, the middle, the last.</summary>
    public IEnumerable<(double X, string Words)> Dates => new[] { 0, 0.5, 1 }.Select(part => first + (span * part)).DistinctBy(Words).Select(time => (X(time), Words(time)));

    public double X(DateTimeOffset time) => span == TimeSpan.Zero ? (Left + Right) / 2 : Left + ((time - first) / span * (Right - Left));

    public double Y(TimeSpan time) => Bottom - (time.TotalSeconds / most * (Bottom - Top));

    private string Words(DateTimeOffset time) => time.UtcDateTime.ToString(span >= Days ? "yyyy-MM-dd" : "MM-dd HH:mm", CultureInfo.InvariantCulture);
}
