using System.Text;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Yaml;

/// <summary>Reads a text file that a person wrote: bounded, UTF-8, and without characters that hide something.</summary>
internal static class SourceFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file's text, or null with a problem.</summary>
    public static string? Read(string path, string shown, ProblemList problems, int limit = YamlLimits.Bytes)
    {
        try
        {
            if (Directory.Exists(path))
            {
                problems.Error(ProblemCodes.FileUnreadable, new SourceLocation(shown), "a folder is in the place of the file", "Move the folder away, and write the file.");
                return null;
            }

            using var handle = File.OpenHandle(path);
            return ReadBytes(handle, shown, problems, limit) is { } bytes ? Decode(bytes, shown, problems) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Error(ProblemCodes.FileUnreadable, new SourceLocation(shown), "the file does not exist", "Write it, or correct the path.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problems.Error(ProblemCodes.FileUnreadable, new SourceLocation(shown), $"the file cannot be read ({Reason(exception)})", "Make it readable for whoever runs this, and see that its disk is in order.");
        }

        return null;
    }

    private static string Reason(Exception exception) =>
        exception is UnauthorizedAccessException ? "permission denied" : Shown.Text(exception.GetType().Name);

    // A device has no length and no end: whatever the length says, no more than the limit is read.
    private static byte[]? ReadBytes(Microsoft.Win32.SafeHandles.SafeFileHandle handle, string shown, ProblemList problems, int limit)
    {
        var length = RandomAccess.GetLength(handle);
        var isDevice = length == 0;
        var buffer = new byte[Math.Min(isDevice ? 4096 : length + 1, limit + 1)];
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        while (count == buffer.Length && count <= limit)
        {
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
            count += stream.ReadAtLeast(buffer.AsSpan(count), buffer.Length - count, throwOnEndOfStream: false);
        }

        if (length > limit || count > limit)
        {
            problems.Error(
                ProblemCodes.FileTooLarge, new SourceLocation(shown),
                $"the file is larger than {limit / 1024 / 1024} MiB", "Contracts and inputs are small: move data to a file that a module reads itself.");
            return null;
        }

        return buffer.AsSpan(0, count).ToArray();
    }

    private static string? Decode(byte[] bytes, string shown, ProblemList problems)
    {
        if (Encodings.NameOfOther(bytes) is { } other)
        {
            problems.Error(ProblemCodes.NotUtf8, new SourceLocation(shown), $"the file is {other}", "Save it as UTF-8.");
            return null;
        }

        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return TextCharacters.Check(Strict.GetString(bytes, start, bytes.Length - start), shown, problems);
        }
        catch (DecoderFallbackException exception)
        {
            var valid = Encoding.UTF8.GetString(bytes, 0, Math.Clamp(exception.Index, 0, bytes.Length));
            problems.Error(
                ProblemCodes.NotUtf8, TextCharacters.LocationOf(valid, valid.Length, shown),
                "a byte is no UTF-8", "Save the file as UTF-8; it may be Latin-1 or Windows-1252 now.");
            return null;
        }
    }
}
