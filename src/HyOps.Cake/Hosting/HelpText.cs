using System.Text;

namespace HyOps.Cake.Hosting;

/// <summary>The help of a host: what there is, in the words of its own declarations.</summary>
public static class HelpText
{
    /// <summary>The whole text, lines ended by LF.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="groups">The options, by heading.</param>
    /// <param name="examples">Command lines to copy, each with what it does.</param>
    public static string For(
        IReadOnlyList<Target> targets,
        IReadOnlyList<(string Heading, IReadOnlyList<HostOption> Options)> groups,
        IReadOnlyList<(string Command, string Effect)> examples)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(groups);
        var text = new StringBuilder("Usage: ./build.sh --target NAME [options]\n");
        Add(text, "Targets", targets.Select(target => (target.Name, target.Description)));
        foreach (var (heading, options) in groups)
        {
            Add(text, heading, options.Select(option => (Left(option), option.Description + (option.Repeatable ? "; may be given again" : ""))));
        }

        Add(text, "Examples", examples);
        return text.ToString();
    }

    private static string Left(HostOption option) => option.Letter is { } letter ? $"-{letter}, {option.Usage}" : $"    {option.Usage}";

    private static void Add(StringBuilder text, string heading, IEnumerable<(string Left, string Right)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        var width = all.Max(line => line.Left.Length);
        text.Append('\n').Append(heading).Append(":\n");
        foreach (var (left, right) in all)
        {
            text.Append($"  {left.PadRight(width)}  {right}".TrimEnd()).Append('\n');
        }
    }
}
