using System.Globalization;

namespace HyOps.Presentation.Reports.Markup;

/// <summary>Numbers in words.</summary>
internal static class Quantity
{
    private const double Thousand = 1000;

    /// <summary><c>1 step</c>, <c>1,200 steps</c>.</summary>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary><c>312 bytes</c>, <c>4.2 kB</c>, <c>51 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => Of(bytes, "byte"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / Thousand:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / Thousand / Thousand:0.#} MB"),
    };

    /// <summary>A point in time: <c>2026-01-05 09:30:00 UTC</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A point in time where many stand below each other, in UTC: <c>2026-01-05 09:30</c>.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A point in time for machines: <c>2026-01-05T09:30:00Z</c>.</summary>
    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
