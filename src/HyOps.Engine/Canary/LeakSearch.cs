using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Canary;

/// <summary>Searches files for secrets in every form that the masker knows, also within zip and gzip. Reads a bounded part of each, and of all.</summary>
/// <param name="secrets">What is searched for.</param>
/// <param name="nameOf">The name of a secret.</param>
/// <param name="root">Places below it are said relative to it.</param>
/// <param name="clock">Measures.</param>
internal sealed class LeakSearch(MaskSet secrets, Func<SecretValue, string> nameOf, string root, TimeProvider clock)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly HashSet<Leak> leaks = [];
    private readonly List<string> notSearched = [];
    private int files;
    private long bytes;

    /// <summary>The most bytes of one file or content of an archive.</summary>
    public long LongestContent { get; init; } = 64L * 1024 * 1024;

    /// <summary>The most bytes in all.</summary>
    public long MostBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Searches the places.</summary>
    /// <param name="places">The places.</param>
    public LeakReport Search(IEnumerable<SearchedPlace> places)
    {
        var started = clock.GetTimestamp();
        foreach (var place in places)
        {
            try
            {
                foreach (var file in FileSnapshot.Files(place.Directory, ignoreInaccessible: false).Where(file => !place.Before.Holds(file)))
                {
                    Search(file, place.MayHoldSecrets(file.FullName));
                }
            }
            catch (Exception refused) when (SystemErrors.IsOfFiles(refused))
            {
                notSearched.Add($"{Shown(place.Directory)}: {refused.Message}");
            }
        }

        return new LeakReport(files, bytes, clock.GetElapsedTime(started), notSearched, [.. leaks.OrderBy(leak => leak.Place, StringComparer.Ordinal).ThenBy(leak => leak.Secret, StringComparer.Ordinal)]);
    }

    private void Search(FileInfo file, bool mayHoldSecrets)
    {
        // A pipe or a socket has no length, and reading it would never end.
        if (file.Length == 0)
        {
            return;
        }

        try
        {
            using var content = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> start = stackalloc byte[4];
            start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            content.Position = 0;
            files++;
            Search(content, Shown(file.FullName), mayHoldSecrets);
            if (PackedFile.IsPacked(start))
            {
                PackedFile.Read(content, start, (name, packed) => Search(packed, $"{Shown(file.FullName)}!{name}", mayHoldSecrets));
            }
        }
        catch (InvalidDataException)
        {
            // It begins as an archive and is none: its bytes were searched.
        }
        catch (Exception refused) when (SystemErrors.IsOfFiles(refused))
        {
            notSearched.Add($"{Shown(file.FullName)}: {refused.Message}");
        }
    }

    private void Search(Stream content, string place, bool mayHoldSecrets)
    {
        var bounded = new BoundedStream(content, Math.Min(LongestContent, MostBytes - bytes));
        foreach (var found in secrets.Find(bounded, buffer))
        {
            // Of several forms, the first one is enough to find the place.
            var name = nameOf(found.Value);
            if ((!mayHoldSecrets || name == RunCanary.Name) && leaks.All(leak => leak.Secret != name || leak.Place != place))
            {
                leaks.Add(new Leak(name, place, found.Form));
            }
        }

        bytes += bounded.Taken;
        if (bounded.IsCut)
        {
            notSearched.Add($"{place}: what comes after its first {bounded.Taken} bytes");
        }
    }

    private string Shown(string path) => path.StartsWith(root + "/", StringComparison.Ordinal) ? path[(root.Length + 1)..] : path;
}
