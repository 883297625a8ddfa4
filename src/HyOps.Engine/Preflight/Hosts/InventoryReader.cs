using System.Globalization;
using System.Text.RegularExpressions;
using HyOps.Contracts.Yaml;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Engine.Preflight.Hosts;

/// <summary>
/// Reads the hosts of an inventory in YAML with the variables that say how they are reached, in Ansible's order of precedence:
/// https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html. Ansible itself is not asked: it would write into the home.
/// </summary>
/// <param name="directory">The absolute folder of <c>hosts.yml</c>, <c>group_vars</c> and <c>host_vars</c>.</param>
internal sealed partial class InventoryReader(string directory)
{
    /// <summary>The inventory's file.</summary>
    public const string FileName = "hosts.yml";

    private const int MostOfPattern = 1_000;
    private readonly Dictionary<string, InventoryGroup> groups = new(StringComparer.Ordinal);

    /// <summary>Reads it.</summary>
    /// <param name="problems">Takes what cannot be read.</param>
    /// <returns>The hosts by name; none where the file cannot be read.</returns>
    public IReadOnlyList<InventoryHost> Read(ProblemList problems)
    {
        var all = GroupOf("all");
        if (YamlFile.ReadMap(Path.Combine(directory, FileName), FileName, problems, emptyIsMap: true) is { } top)
        {
            ReadGroups(top, all, depth: 1);
        }

        return [.. groups.Values.SelectMany(group => group.Hosts.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(HostOf)];
    }

    private void ReadGroups(ConfigMap map, InventoryGroup parent, int depth)
    {
        foreach (var entry in map.Entries)
        {
            var group = GroupOf(entry.Key);
            group.Depth = Math.Max(group.Depth, group == groups["all"] ? 0 : depth);
            group.Parents.Add(parent.Name);
            if (entry.Value is ConfigMap body && depth <= InventoryGroup.DeepestNesting)
            {
                ReadBody(body, group, depth);
            }
        }
    }

    private void ReadBody(ConfigMap body, InventoryGroup group, int depth)
    {
        group.Take(body["vars"]);
        foreach (var host in (body["hosts"] as ConfigMap)?.Entries ?? [])
        {
            foreach (var name in Expand(host.Key))
            {
                group.Hosts[name] = ReachedBy.In(host.Value);
            }
        }

        if (body["children"] is ConfigMap children)
        {
            ReadGroups(children, group, depth + 1);
        }
    }

    private InventoryHost HostOf(string name)
    {
        var own = groups.Values.Where(group => group.Hosts.ContainsKey(name)).ToList();
        var chain = own.SelectMany(group => group.WithAncestors(groups)).Append(groups["all"]).Distinct()
            .OrderBy(group => group.Depth).ThenBy(group => group.Name, StringComparer.Ordinal).ToList();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var layers = chain.Select(IReadOnlyDictionary<string, string> (group) => group.Variables)
            .Concat(chain.Select(group => FileOf("group_vars", group.Name)))
            .Concat(own.Select(group => group.Hosts[name]))
            .Append(FileOf("host_vars", name));
        foreach (var (key, value) in layers.SelectMany(layer => layer))
        {
            variables[key] = value;
        }

        return new InventoryHost(name, variables);
    }

    private InventoryGroup GroupOf(string name) => groups.TryGetValue(name, out var group) ? group : groups[name] = new InventoryGroup(name);

    private Dictionary<string, string> FileOf(string folder, string name)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in FilesOf(Path.Combine(directory, folder, name)))
        {
            // What is encrypted or strange in there is Ansible's business.
            foreach (var (key, value) in ReachedBy.In(YamlFile.ReadMap(file, Path.GetFileName(file), new ProblemList(), emptyIsMap: true)))
            {
                found[key] = value;
            }
        }

        return found;
    }

    private static IEnumerable<string> FilesOf(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yml" or ".yaml" or "").Order(StringComparer.Ordinal)
        : new[] { path, path + ".yml", path + ".yaml" }.Where(File.Exists);

    private static IEnumerable<string> Expand(string pattern)
    {
        if (NumberRange().Match(pattern) is not { Success: true } range)
        {
            return [pattern];
        }

        var (first, last) = (Number(range, 2), Number(range, 3));
        var step = range.Groups[4].Success ? Math.Max(1, Number(range, 4)) : 1;
        var form = new string('0', range.Groups[2].Length);
        return last - first > MostOfPattern ? [pattern]
            : Enumerable.Range(0, Math.Max(0, ((last - first) / step) + 1))
                .SelectMany(index => Expand($"{range.Groups[1].Value}{(first + (index * step)).ToString(form, CultureInfo.InvariantCulture)}{range.Groups[5].Value}"));
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([^\[\]]*)\[([0-9]{1,6}):([0-9]{1,6})(?::([0-9]{1,3}))?\](.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex NumberRange();
}
