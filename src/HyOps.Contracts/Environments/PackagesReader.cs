using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads packages: of environment.yml, a list by system.</summary>
internal static class PackagesReader
{
    private static readonly (string Word, SystemFamily Family)[] Families =
    [
        ("debian", SystemFamily.Debian), ("fedora", SystemFamily.Fedora), ("arch", SystemFamily.Arch), ("alpine", SystemFamily.Alpine), ("macos", SystemFamily.MacOs),
    ];

    public static ImmutableSortedDictionary<SystemFamily, ImmutableArray<PackageName>> Read(MapReader? packages, ProblemList problems)
    {
        var lists = ImmutableSortedDictionary.CreateBuilder<SystemFamily, ImmutableArray<PackageName>>();
        foreach (var (word, family) in packages is null ? [] : Families)
        {
            if (packages!.Texts(word) is { Length: > 0 } texts)
            {
                ReportBad(packages, word, problems);
                lists[family] = [.. texts.Select(text => PackageName.TryParse(text, out var name) ? name : null).OfType<PackageName>()];
            }
        }

        packages?.RejectUnknown();
        return lists.ToImmutable();
    }

    private static void ReportBad(MapReader packages, string word, ProblemList problems)
    {
        foreach (var item in packages.List(word).OfType<ConfigScalar>().Where(item => item is { IsNull: false, Text.Length: > 0 } && !PackageName.TryParse(item.Text, out _)))
        {
            problems.Error(
                ProblemCodes.BadValue, item.Location, $"{packages.PathOf(word)} has '{Shown.Text(item.Text)}', which is no package's name",
                "Write the name alone: letters, digits, and + . _ @ - within it; no option, version, path or address.", packages.PathOf(word));
        }
    }
}
