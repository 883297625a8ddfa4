using System.Text;

namespace HyOps.Presentation.JUnit;

/// <summary>The end of a step's log, as Jenkins shows it beside a test.</summary>
internal static class LogTail
{
    private const int MostBytes = 16 * 1024;

    /// <summary>The last whole lines of the log; null where there is none or where it is empty.</summary>
    /// <param name="path">The absolute path.</param>
    public static string? Read(string path)
    {
        try
        {
            // A link would show another file in the place of the log.
            if (new FileInfo(path) is not { Exists: true, Length: > 0, LinkTarget: null })
            {
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var skipped = Math.Max(0, file.Length - MostBytes);
            file.Seek(skipped, SeekOrigin.Begin);
            using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
            var text = reader.ReadToEnd();
            return skipped == 0 ? text : $"… {skipped} bytes before this\n{text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"(the log cannot be read: {e.Message})";
        }
    }
}
