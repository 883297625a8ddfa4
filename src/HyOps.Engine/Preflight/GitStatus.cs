using System.Globalization;

namespace HyOps.Engine.Preflight;

/// <summary>What <c>git status --porcelain=v2 --branch</c> says (https://git-scm.com/docs/git-status).</summary>
internal sealed record GitStatus
{
    private const string OfBranch = "# branch.";

    /// <summary>The commit.</summary>
    public required string Commit { get; init; }

    /// <summary>The branch; <c>(detached)</c> where there is none.</summary>
    public required string Branch { get; init; }

    /// <summary>The remote's branch that it follows; null where there is none.</summary>
    public string? Upstream { get; init; }

    /// <summary>The commits that the remote's branch lacks; null where there is none, or it is gone.</summary>
    public int? Ahead { get; init; }

    /// <summary>Tracked files that differ from the commit.</summary>
    public int Changed { get; init; }

    /// <summary>Files and folders that git does not know.</summary>
    public int Untracked { get; init; }

    /// <summary>Whether no branch is checked out.</summary>
    public bool IsDetached => Branch == "(detached)";

    /// <summary>Reads it.</summary>
    /// <param name="text">What git printed.</param>
    /// <returns>Null where there is no commit yet.</returns>
    public static GitStatus? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Where(line => line.StartsWith(OfBranch, StringComparison.Ordinal))
            .Select(line => line[OfBranch.Length..].Split(' ', 2))
            .Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return headers.GetValueOrDefault("oid") is not { Length: > 0 } commit || commit == "(initial)" ? null : new GitStatus
        {
            Commit = commit,
            Branch = headers.GetValueOrDefault("head") ?? "(detached)",
            Upstream = headers.GetValueOrDefault("upstream"),
            Ahead = headers.GetValueOrDefault("ab") is { } ab && int.TryParse(ab.Split(' ')[0].TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var ahead) ? ahead : null,
            Changed = lines.Count(line => line[0] is '1' or '2' or 'u'),
            Untracked = lines.Count(line => line[0] is '?'),
        };
    }
}
